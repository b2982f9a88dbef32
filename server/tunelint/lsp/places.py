"""Where a client has what stands in the rows of a dataset."""

from collections.abc import Iterable
from typing import Any

from lsprotocol import types

from tunelint.assist.view.view import View
from tunelint.engine.open_dataset import Passage
from tunelint.lsp.ranges import Range, place_of, range_in, rows_of
from tunelint.text.columns import Unit, decode, to_column
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
        rows = split_rows(passage.text)
        return [
            {
                "range": {
                    "start": _position(rows, passage.first, edit.span.start, self._unit),
                    "end": _position(rows, passage.first, edit.span.end, self._unit),
                },
                "newText": decode(edit.text),
            }
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


def _position(rows: list[bytes], first: int, offset: int, unit: Unit) -> dict[str, int]:
    number = 0
    while number < len(rows) - 1 and offset >= len(rows[number]):
        offset -= len(rows[number])
        number += 1
    return {"line": first + number, "character": to_column(rows[number], offset, unit)}


def _between(*positions: Position) -> Range:
    start, end = ({"line": line, "character": column} for line, column in positions)
    return {"start": start, "end": end}
