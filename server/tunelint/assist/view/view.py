"""A view as one row: what the engine checks, and what stands where in both."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import add

from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.pretty import CannotShow, pretty
from tunelint.text.columns import Columns, Unit, to_offset, width
from tunelint.text.edits import Edit, apply_edits, trimmed
from tunelint.text.replacing import Position
from tunelint.text.rows import split_rows
from tunelint.text.span import Span

_ONE_ROW = bytes.maketrans(b"\n\r", b"\t\t")
"""White space between tokens as before; and in a string, a tab is as wrong as a line end is."""

_LINE_ENDS = {ord("\n"): rb"\n", ord("\r"): rb"\r"}
_ESCAPE = re.compile(rb"\\(?:u[0-9A-Fa-f]{4}|.)")


class View:
    """The text of a view, and the `row` that it comes to: payloads in it, line ends out of it.

    It is `written` with its line ends, place by place the same.
    Columns are counted in `unit` on both sides. A place in a payload is one in its placeholder.
    """

    def __init__(self, text: bytes, placeholders: Placeholders, unit: Unit) -> None:
        self.text = text
        self._placeholders = placeholders
        self._unit = unit
        payloads = list(placeholders.payloads(text))
        growth = [len(payload) - (span.end - span.start) for span, payload in payloads]
        self._starts = [span.start for span, _ in payloads]
        self._ends = [span.end for span, _ in payloads]
        self._shifts = [*accumulate(growth, initial=0)]
        self._payload_starts = list(map(add, self._starts, self._shifts))
        self.written = apply_edits(text, payloads)
        self.row = self.written.translate(_ONE_ROW)
        self._lines = split_rows(text)
        self._line_starts = [*accumulate(map(len, self._lines), initial=0)]
        self._columns = Columns(self.row, unit)

    def column(self, position: Position) -> int:
        """The column of the row where a position of the view is."""
        line, column = position
        if line >= len(self._lines):
            return self._columns.column(len(self.row))
        offset = self._line_starts[line] + to_offset(self._lines[line], column, self._unit)
        return self._columns.column(self._in_row(offset))

    def positions(self, start: int, end: int) -> tuple[Position, Position]:
        """The positions in the view of two columns of the row."""
        return (
            self._position(self._in_text(self._columns.offset(start), self._starts)),
            self._position(self._in_text(self._columns.offset(end), self._ends)),
        )

    def highlighted(self, start: int, end: int) -> tuple[Position, Position]:
        """The same, without the lines behind the first one."""
        first, last = self.positions(start, end)
        line = first[0]
        behind = line, width(self._lines[line].rstrip(b"\r\n"), self._unit)
        return first, min(last, behind) if behind > first else last

    def edits(self, edits: Iterable[Edit]) -> list[Edit]:
        """The edits of the view that come to the same as edits of the row.

        What they add is spread over lines as all else is, if all else is.
        """
        edited = apply_edits(self.written, map(self._meant, edits))
        is_pretty = self._pretty(self.row) == self.text
        text = self._pretty(edited) if is_pretty else None
        return self._replaced(text or self._placeholders.shortened(edited))

    def tidied(self) -> list[Edit]:
        """The edits that spread the view over lines anew, if it is JSON."""
        return self._replaced(self._pretty(self.row) or self.text)

    def _meant(self, edit: Edit) -> Edit:
        """Line ends are escaped as such, not as the tabs that stand for them."""
        stood, escapes = self.written[slice(*edit.span)], _ESCAPE.findall(edit.text)
        if len(escapes) != len(stood) or b"".join(escapes) != edit.text:
            return edit
        pairs = zip(stood, escapes, strict=True)
        return Edit(edit.span, b"".join(_LINE_ENDS.get(byte, escape) for byte, escape in pairs))

    def _pretty(self, row: bytes) -> bytes | None:
        try:
            return pretty(row, self._placeholders)
        except CannotShow:
            return None

    def _replaced(self, text: bytes) -> list[Edit]:
        whole = Edit(Span(0, len(self.text)), text)
        return [] if text == self.text else [trimmed(self.text, whole)]

    def _in_row(self, offset: int) -> int:
        """The offset in the row of an offset in the text."""
        number = bisect_right(self._starts, offset)
        if number and offset < self._ends[number - 1]:
            return self._starts[number - 1] + self._shifts[number - 1]
        return offset + self._shifts[number]

    def _in_text(self, offset: int, edges: list[int]) -> int:
        """The offset in the text; inside of a placeholder it is the edge of that."""
        number = bisect_left(self._payload_starts, offset)
        moved = offset - self._shifts[number]
        if number and moved < self._ends[number - 1]:
            return edges[number - 1]
        return moved

    def _position(self, offset: int) -> Position:
        line = bisect_right(self._line_starts, offset, hi=len(self._lines)) - 1
        return line, width(self.text[self._line_starts[line] : offset], self._unit)
