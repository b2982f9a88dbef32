"""Checks a dataset from a stream, in memory that does not grow with the file."""

import pickle
from collections.abc import Callable, Iterator
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, NamedTuple

from tunelint.dataset.summary import Totals
from tunelint.engine.excerpt import Excerpt, excerpt
from tunelint.engine.line import LineChecker
from tunelint.engine.placing import Placed, place_in_file
from tunelint.engine.settings import Settings
from tunelint.text.columns import Unit
from tunelint.text.rows import BYTE_ORDER_MARK

CHUNK = 1 << 20
SPOOL_IN_MEMORY = 16 << 20


class Hit(NamedTuple):
    """A finding, its row from 0, and a short piece of that row around it."""

    row: int
    placed: Placed
    excerpt: Excerpt


class StreamCheck:
    """One pass over a stream; `totals` are complete when the iteration is.

    `on_bytes` is told of every chunk that was read. What is wrong with a line can hang on the
    method of the file, which is known at its end: until then findings wait in a spool.
    """

    def __init__(
        self, stream: BinaryIO, settings: Settings, on_bytes: Callable[[int], None] = lambda _: None
    ) -> None:
        self.totals = Totals()
        self._stream = stream
        self._on_bytes = on_bytes
        self._checker = LineChecker(settings, Unit.UTF32)

    def __iter__(self) -> Iterator[Hit]:
        """The findings: those of the whole file, then the others by row."""
        with SpooledTemporaryFile(SPOOL_IN_MEMORY) as spool:
            first_row, spooled = b"", 0
            for number, row in enumerate(rows_of(self._stream, self._on_bytes)):
                if number == 0:
                    first_row = row
                result = self._checker.check(row)
                self.totals.add(result.summary)
                if result.verdicts:
                    findings = chain.from_iterable(result.verdicts.values())
                    excerpts = {
                        span: excerpt(row, span) for span in {each.span for each in findings}
                    }
                    pickle.dump((number, result.verdicts, excerpts), spool)
                    spooled += 1
            for placed in place_in_file(first_row, self._checker.check_file(self.totals)):
                yield Hit(0, placed, excerpt(first_row, placed.span))
            method = self.totals.method
            spool.seek(0)
            for _ in range(spooled):
                number, verdicts, excerpts = pickle.load(spool)
                for placed in verdicts.get(method, ()):
                    yield Hit(number, placed, excerpts[placed.span])


def rows_of(stream: BinaryIO, on_bytes: Callable[[int], None] = lambda _: None) -> Iterator[bytes]:
    """The rows of a stream, without a byte order mark at its start and an empty row at its end."""
    pieces: list[bytes] = []
    started = False
    while chunk := stream.read(CHUNK):
        on_bytes(len(chunk))
        if not started:
            started, chunk = True, _without_mark(chunk, stream)
        if pieces and pieces[-1].endswith(b"\r"):
            chunk = pieces.pop() + chunk
        rows = chunk.splitlines(keepends=True)
        open_end = [] if not rows or rows[-1].endswith(b"\n") else [rows.pop()]
        if rows:
            rows[0] = b"".join((*pieces, rows[0]))
            pieces.clear()
        pieces += open_end
        yield from rows
    if pieces:
        yield b"".join(pieces)


def _without_mark(chunk: bytes, stream: BinaryIO) -> bytes:
    while len(chunk) < len(BYTE_ORDER_MARK) and (more := stream.read(CHUNK)):
        chunk += more
    return chunk.removeprefix(BYTE_ORDER_MARK)
