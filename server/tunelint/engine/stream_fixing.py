"""Fixes a dataset from stream to stream, in memory that does not grow with the file."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from tunelint.config.settings import Settings
from tunelint.dataset.partner import Partner
from tunelint.engine.asking import Asking
from tunelint.engine.fixing import LineFixer, Wanted
from tunelint.engine.found import Found
from tunelint.engine.hunks import Hunk, combined
from tunelint.engine.line import LineChecker
from tunelint.engine.mending import Surroundings
from tunelint.engine.spool import Spool
from tunelint.engine.stream import SPOOL_IN_MEMORY, StreamCheck
from tunelint.engine.stream_writing import Writing, transcode
from tunelint.text.columns import Unit

MOST_PASSES = 4
"""What a file is made for may only show once its lines can be read."""

NewStream = Callable[[], BinaryIO]
"""Makes an empty stream, to be written and then read."""


@dataclass(slots=True)
class Fixed:
    """The fixed dataset, and what was done.

    `stream` is the given one where nothing was fixed. `hunks` are of the rows of `before`: the
    given stream, or what it is in UTF-8. `check` tells what is left, and `offered` how much of
    that has a fix that was not wanted.
    """

    stream: BinaryIO
    before: BinaryIO
    check: StreamCheck
    fixed: Counter[str] = field(default_factory=Counter)
    hunks: Sequence[Hunk] = ()
    offered: int = 0


class StreamFixing:
    """Fixes what is wanted under the settings: one pass finds it, another one writes."""

    def __init__(
        self,
        settings: Settings,
        around: Surroundings,
        wanted: Wanted,
        partner: Partner | None = None,
        on_bytes: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._settings = settings
        self._wanted = wanted
        self._partner = partner
        self._on_bytes = on_bytes
        self._checker = LineChecker(Asking(settings), Unit.UTF32)
        self._fixer = LineFixer(self._checker, around, wanted)

    def fix(self, source: BinaryIO, new: NewStream) -> Fixed:
        """Fix a dataset until nothing is left to fix. All streams can seek."""
        result = Fixed(source, source, self._check(source))
        passes = 0
        while self._pass(result, new, is_last=passes == MOST_PASSES):
            result.check = self._check(result.stream)
            passes += 1
        return result

    def _pass(self, result: Fixed, new: NewStream, *, is_last: bool) -> bool:
        """Check the dataset, and fix what is found if it isn't the last pass; whether it was."""
        with SpooledTemporaryFile(SPOOL_IN_MEMORY) as file:
            found = Found(result.check, Spool(file), self._wanted)
            result.offered = found.offered
            if is_last or not found.is_wanted:
                return False
            result.stream.seek(0)
            write = self._write_in_utf8 if found.encoding else self._write_fixed
            return write(result, found, new())

    def _write_in_utf8(self, result: Fixed, found: Found, target: BinaryIO) -> bool:
        assert found.encoding
        encoding, code = found.encoding
        if transcode(result.stream, target, encoding):
            result.stream = result.before = target
            result.fixed[code] += 1
            return True
        return False

    def _write_fixed(self, result: Fixed, found: Found, target: BinaryIO) -> bool:
        writing = Writing(found, self._fixer, self._checker)
        writing.write(result.stream, target)
        if writing.fixed:
            result.stream = target
            result.fixed += writing.fixed
            result.hunks = combined(result.hunks, writing.hunks.made)
            return True
        return False

    def _check(self, stream: BinaryIO) -> StreamCheck:
        stream.seek(0)
        return StreamCheck(stream, self._settings, self._on_bytes, self._partner)
