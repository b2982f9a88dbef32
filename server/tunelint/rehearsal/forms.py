"""Reads multipart forms, in memory that does not grow with them."""

from collections.abc import AsyncIterator, Callable, Mapping
from email.message import Message
from email.parser import HeaderParser
from typing import BinaryIO

from tunelint.rehearsal.connection import Request
from tunelint.rehearsal.refusal import Refusal, invalid

LONGEST_FIELD = 1 << 16
LINE_END = b"\r\n"


async def read_form(request: Request, file_field: str, sink: BinaryIO) -> Mapping[str, str]:
    """The fields of a form. The one with the file goes to the sink; its name is told instead.

    Raises `Refusal` when the body is no form.
    """
    pieces = _Pieces(request.body)
    delimiter = LINE_END + b"--" + _boundary(request)
    fields: dict[str, str] = {}
    await pieces.until(delimiter, _nowhere)
    while await pieces.take(2) == LINE_END:
        head = HeaderParser().parsestr(
            (await pieces.short(LINE_END * 2)).decode("utf-8", "replace")
        )
        name = _parameter(head, "name")
        if name == file_field:
            fields[name] = _parameter(head, "filename")
            await pieces.until(delimiter, sink.write)
        else:
            fields[name] = (await pieces.short(delimiter)).decode("utf-8", "replace")
    return fields


class _Pieces:
    """A body that is taken piece by piece, up to one marker after the other."""

    def __init__(self, body: AsyncIterator[bytes]) -> None:
        self._body = body
        # A delimiter begins with the line end before it, which the first one may lack.
        self._rest = LINE_END

    async def until(self, marker: bytes, write: Callable[[bytes], object]) -> None:
        """Write what stands before the marker, and go on behind it."""
        while (found := self._rest.find(marker)) < 0:
            sure = max(0, len(self._rest) - len(marker) + 1)
            write(self._rest[:sure])
            self._rest = self._rest[sure:] + await self._more()
        write(self._rest[:found])
        self._rest = self._rest[found + len(marker) :]

    async def short(self, marker: bytes) -> bytes:
        """What stands before the marker, if it isn't much."""
        taken = bytearray()

        def write(piece: bytes) -> None:
            taken.extend(piece)
            if len(taken) > LONGEST_FIELD:
                raise Refusal(413, "invalidPayload", "A field of the form is too long.")

        await self.until(marker, write)
        return bytes(taken)

    async def take(self, count: int) -> bytes:
        """The next bytes."""
        while len(self._rest) < count:
            self._rest += await self._more()
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    async def _more(self) -> bytes:
        async for chunk in self._body:
            return chunk
        raise invalid("The multipart body ends too early.")


def _boundary(request: Request) -> bytes:
    head = Message()
    head["Content-Type"] = request.fields.get("content-type", "")
    boundary = head.get_boundary()
    if head.get_content_type() != "multipart/form-data" or not boundary:
        raise invalid("The body must be multipart/form-data.")
    return boundary.encode("latin-1")


def _parameter(head: Message, name: str) -> str:
    value = head.get_param(name, "", "content-disposition")
    text = value if isinstance(value, str) else value[2]
    return text.replace("%22", '"')  # So clients write quotes, and only these.


def _nowhere(piece: bytes) -> None:
    pass
