"""Edits as an editor makes them: another text between two positions."""

from tunelint.text.columns import PAIR, Unit, cut_pair, encode, to_offset
from tunelint.text.rows import Change, Place, Rows

Position = tuple[int, int]
"""Row and column, from 0."""


def replace_between(rows: Rows, start: Position, end: Position, text: str, unit: Unit) -> Change:
    """Put `text` in place of what stands between two positions, whose columns count in `unit`."""
    before, behind = _place(rows, start, unit), _place(rows, end, unit)
    high, _ = _halves(rows, before, start, unit)
    _, low = _halves(rows, behind, end, unit)
    if low:
        behind = Place(behind.row, behind.offset + PAIR)
    return rows.replace(before, behind, high + encode(text) + low)


def _place(rows: Rows, position: Position, unit: Unit) -> Place:
    row, column = position
    if row >= len(rows):
        last = len(rows) - 1
        return Place(last, len(rows[last]))
    return Place(row, to_offset(rows[row], column, unit))


def _halves(rows: Rows, place: Place, position: Position, unit: Unit) -> tuple[bytes, bytes]:
    if unit is not Unit.UTF16:
        return b"", b""
    return cut_pair(rows[place.row], place.offset, position[1])
