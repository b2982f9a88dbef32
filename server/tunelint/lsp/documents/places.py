"""Where a client has what stands in the rows of a dataset."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from lsprotocol import types

from tunelint.assist.view.view import View
from tunelint.engine.open_dataset import Passage
from tunelint.lsp.wire.ranges import Range, place_of, range_in, rows_of
from tunelint.text.columns import Columns, Unit, decode
from tunelint.text.edits import Edit
from tunelint.text.replacing import Position
from tunelint.text.rows import split_rows

TextEdits = list[dict[str, Any]]


class Places:
    """The places of a dataset that the client has as it is: the very same ones."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def place(self, position: types.Position) -> Position:
        """The place in the dataset that a client's position is."""
        return place_of(position)

    def rows(self, asked: types.Range) -> slice:
        """The rows that a client's range touches."""
        return rows_of(asked)

    def range(self, row: int, start: int, end: int) -> Range:
        """From one column of a row to another one, as the client has them."""
        return range_in(row, start, end)

    def highlight(self, row: int, start: int, end: int) -> Range:
        """The same range, but as short as what is underlined should be."""
        return self.range(row, start, end)

    def text_edits(self, passage: Passage, edits: Iterable[Edit]) -> TextEdits:
        """The edits of a passage as the client makes them."""
        starts = [*accumulate(map(len, split_rows(passage.text)[:-1]), initial=0)]
        columns = Columns(passage.text, self._unit)

        def position(offset: int) -> Position:
            row = bisect_right(starts, offset) - 1
            return passage.first + row, columns.column(offset) - columns.column(starts[row])

        return [
            {"range": _between(*map(position, edit.span)), "newText": decode(edit.text)}
            for edit in edits
        ]


class PlacesInView(Places):
    """The places of a dataset of one row that the client has as a view."""

    def __init__(self, view: View, unit: Unit) -> None:
        super().__init__(unit)
        self._view = view

    def place(self, position: types.Position) -> Position:
        """All that the client has is in the one row."""
        return 0, self._view.column(place_of(position))

    def rows(self, asked: types.Range) -> slice:
        """The one row."""
        return slice(0, 1)

    def range(self, row: int, start: int, end: int) -> Range:
        """What stands between two columns, with payloads as a whole."""
        return _between(*self._view.positions(start, end))

    def highlight(self, row: int, start: int, end: int) -> Range:
        """The part of it that stands on one line."""
        return _between(*self._view.highlighted(start, end))

    def text_edits(self, passage: Passage, edits: Iterable[Edit]) -> TextEdits:
        """The edits of the view that come to the same as those of its row."""
        whole = Passage(0, 0, self._view.text)
        return super().text_edits(whole, self._view.edits(edits))

    def tidied(self) -> TextEdits:
        """The edits that spread the view over lines anew."""
        return super().text_edits(Passage(0, 0, self._view.text), self._view.tidied())


def _between(*positions: Position) -> Range:
    start, end = ({"line": line, "character": column} for line, column in positions)
    return {"start": start, "end": end}
