"""Places and stretches of rows as the protocol writes them: plain JSON."""

from typing import Any

from lsprotocol import types

from tunelint.text.replacing import Position

Range = dict[str, Any]


def range_in(row: int, start: int, end: int) -> Range:
    """From one column of a row to another one."""
    return {
        "start": {"line": row, "character": start},
        "end": {"line": row, "character": end},
    }


def typed(found: Range) -> types.Range:
    """The same range as pygls's handlers return it."""
    start, end = (types.Position(**found[edge]) for edge in ("start", "end"))
    return types.Range(start, end)


def place_of(position: types.Position) -> Position:
    """A position as datasets take it."""
    return position.line, position.character


def rows_of(asked: types.Range) -> slice:
    """The rows that a range touches; one that ends at the start of a row does not touch that."""
    end = asked.end
    touches_last = end.character > 0 or end.line == asked.start.line
    return slice(asked.start.line, end.line + touches_last)
