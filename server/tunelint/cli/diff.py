"""What a fix changes, as a unified diff whose long lines are shortened around the change."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, TextIO

from tunelint.cli.terminal import one_line
from tunelint.engine.excerpt import CUT, printable
from tunelint.engine.hunks import Hunk
from tunelint.engine.reading import RowReader
from tunelint.engine.stream_fixing import Fixed
from tunelint.text.columns import character_start
from tunelint.text.edits import Edit, trimmed
from tunelint.text.rows import content
from tunelint.text.span import Span

CONTEXT = 3
"""Lines that are shown around a change."""

LONGEST = 200
"""Bytes of a line that is shown as it is."""

AROUND = 60
"""Bytes around the change of a longer one, and of each end of a longer change."""

NO_NEWLINE = "\\ No newline at end of file\n"


def write_diff(name: str, fixed: Fixed, output: TextIO) -> None:
    """Write what was fixed; nothing when nothing was."""
    if not fixed.hunks:
        return
    before, after = _Rows(fixed.before), _Rows(fixed.stream)
    output.write(f"--- {one_line(name)}\n+++ {one_line(name)}\n")
    for hunks in _close_together(fixed.hunks):
        _write_hunks(hunks, before, after, output)


def _write_hunks(hunks: Sequence[Hunk], before: "_Rows", after: "_Rows", output: TextIO) -> None:
    first, last = hunks[0], hunks[-1]
    start = max(first.start - CONTEXT, 0)
    new_start = first.new_start - (first.start - start)
    lines: list[str] = []
    row = start
    for hunk in hunks:
        lines += _unchanged(before.between(row, hunk.start))
        old = before.between(hunk.start, hunk.end)
        new = after.between(hunk.new_start, hunk.new_end)
        lines += _changed(old, new)
        row = hunk.end
    behind = before.between(last.end, last.end + CONTEXT)
    lines += _unchanged(behind)
    end, new_end = last.end + len(behind), last.new_end + len(behind)
    output.write(f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n")
    output.writelines(lines)


def _close_together(hunks: Iterable[Hunk]) -> Iterator[list[Hunk]]:
    """The hunks that are shown at once, since what is shown around them touches."""
    group: list[Hunk] = []
    for hunk in hunks:
        if group and hunk.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(hunk)
    yield group


class _Rows:
    """The rows of a stream, asked for in order."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        self._rows = iter(RowReader(stream))
        self._next = 0

    def between(self, start: int, end: int) -> list[bytes]:
        """The rows from `start` up to `end`, as far as there are any."""
        rows = []
        while self._next < end and (row := next(self._rows, None)) is not None:
            if self._next >= start:
                rows.append(row)
            self._next += 1
        return rows


def _range(start: int, end: int) -> str:
    """Rows as a unified diff counts them; none are those behind row `start`."""
    return f"{start + (end > start)},{end - start}"


def _unchanged(rows: Iterable[bytes]) -> Iterator[str]:
    for row in rows:
        yield _line(" ", row, Span(0, 0))


def _changed(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[str]:
    changes, new_changes = [Span(0, 0)] * len(old), [Span(0, 0)] * len(new)
    if len(old) == len(new):
        for index, (row, new_row) in enumerate(zip(old, new, strict=True)):
            span, text = trimmed(row, Edit(Span(0, len(row)), new_row))
            changes[index] = span
            new_changes[index] = Span(span.start, span.start + len(text))
    for row, change in zip(old, changes, strict=True):
        yield _line("-", row, change)
    for row, change in zip(new, new_changes, strict=True):
        yield _line("+", row, change)


def _line(mark: str, row: bytes, change: Span) -> str:
    text = content(row)
    ending = "\n" if len(text) < len(row) else f"\n{NO_NEWLINE}"
    if len(text) <= LONGEST:
        return f"{mark}{printable(text)}{ending}"
    start, end = min(change.start, len(text)), min(change.end, len(text))
    pieces = [Span(start - AROUND, end + AROUND)]
    if end - start > 2 * AROUND:
        pieces = [Span(start - AROUND, start + AROUND), Span(end - AROUND, end + AROUND)]
    shown = []
    position = 0
    for piece in pieces:
        low, high = (character_start(text, max(0, offset)) for offset in piece)
        shown.append(CUT * (low > position) + printable(text[max(low, position) : high]))
        position = high
    return f"{mark}{''.join(shown)}{CUT * (position < len(text))}{ending}"
