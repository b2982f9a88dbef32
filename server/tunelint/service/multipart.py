"""A form with a file in it, sent from the disk piece by piece."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import TypeAlias

from tunelint.service.errors import FileChanged

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many bytes of how many have gone out; what is sent again is counted again."""


PIECE = 1024 * 1024
MEDIA_TYPE = "application/jsonl"


def unheard(sent: int, size: int) -> None:
    """Progress that nobody follows."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a file: `size` bytes from `start`."""

    path: Path
    start: int
    size: int

    async def pieces(self) -> AsyncIterator[bytes]:
        """The bytes, read beside the event loop."""
        left = self.size
        with self.path.open("rb") as file:
            file.seek(self.start)
            while left:
                piece = await asyncio.to_thread(file.read, min(PIECE, left))
                if not piece:
                    raise FileChanged(f"{self.path.name} was cut short while it was sent.")
                left -= len(piece)
                yield piece


def whole(path: Path) -> Span:
    """All of a file, as long as it is now."""
    return Span(path, 0, path.stat().st_size)


@dataclass(frozen=True, slots=True)
class Form:
    """Text fields, and a file behind them. It can be sent more than once."""

    fields: dict[str, str]
    file_field: str
    file_name: str
    span: Span
    progress: Progress = unheard
    boundary: str = field(default_factory=lambda: f"tunelint-{token_hex(16)}")

    def headers(self) -> dict[str, str]:
        """What the request's header says of the body."""
        return {
            "Content-Type": f"multipart/form-data; boundary={self.boundary}",
            "Content-Length": str(len(self._head()) + self.span.size + len(self._tail())),
        }

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The body. A piece has gone out when the next one is asked for."""
        yield self._head()
        sent = 0
        self.progress(sent, self.span.size)
        async for piece in self.span.pieces():
            yield piece
            sent += len(piece)
            self.progress(sent, self.span.size)
        yield self._tail()

    def _head(self) -> bytes:
        fields = [
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self.fields.items()
        ]
        file = (
            f"--{self.boundary}\r\nContent-Disposition: form-data; "
            f'name="{self.file_field}"; filename="{_quoted(self.file_name)}"\r\n'
            f"Content-Type: {MEDIA_TYPE}\r\n\r\n"
        )
        return "".join([*fields, file]).encode()

    def _tail(self) -> bytes:
        return f"\r\n--{self.boundary}--\r\n".encode()


def _quoted(name: str) -> str:
    """A file's name as browsers write it into a form."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
