"""Reads the rows of a stream, however long it is."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from tunelint.text.rows import BYTE_ORDER_MARK, lines_of

CHUNK = 1 << 20


class RowReader:
    """Iterating gives the rows, without a byte order mark before the first one.

    The empty row behind a final newline is left out. `on_bytes` is told of every chunk, and
    `byte_size` is that of all that was read so far.
    """

    def __init__(self, stream: BinaryIO, on_bytes: Callable[[int], None] = lambda _: None) -> None:
        self.has_byte_order_mark = False
        self.byte_size = 0
        self._stream = stream
        self._on_bytes = on_bytes

    def __iter__(self) -> Iterator[bytes]:
        """The rows in order."""
        pieces: list[bytes] = []
        for chunk in self._chunks():
            if pieces and pieces[-1].endswith(b"\r"):
                chunk = pieces.pop() + chunk
            rows = lines_of(chunk)
            open_end = [] if not rows or rows[-1].endswith(b"\n") else [rows.pop()]
            if rows:
                rows[0] = b"".join((*pieces, rows[0]))
                pieces.clear()
            pieces += open_end
            yield from rows
        if pieces:
            yield b"".join(pieces)

    def _chunks(self) -> Iterator[bytes]:
        first = self._read()
        while len(first) < len(BYTE_ORDER_MARK) and (more := self._read()):
            first += more
        self.has_byte_order_mark = first.startswith(BYTE_ORDER_MARK)
        yield first.removeprefix(BYTE_ORDER_MARK)
        while chunk := self._read():
            yield chunk

    def _read(self) -> bytes:
        chunk = self._stream.read(CHUNK)
        self.byte_size += len(chunk)
        self._on_bytes(len(chunk))
        return chunk
