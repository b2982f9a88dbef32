"""Spaces lines anew; each stays one line, and what is no JSON stays as it is."""

from collections.abc import Iterator
from typing import NamedTuple

from tunelint.assist.lines import is_json
from tunelint.text.columns import Unit, to_columns
from tunelint.text.rows import BYTE_ORDER_MARK
from tunelint.text.spacing import Spacing, space


class Respaced(NamedTuple):
    """Another text between two columns."""

    start: int
    end: int
    text: str


def respaced(row: bytes, spacing: Spacing, unit: Unit) -> Iterator[Respaced]:
    """The edits of a row, in order."""
    if not is_json(row.removeprefix(BYTE_ORDER_MARK)):
        return
    edits = list(space(row, spacing))
    columns = to_columns(row, (offset for edit in edits for offset in edit.span), unit)
    for start, end, edit in zip(columns, columns, edits, strict=True):
        yield Respaced(start, end, edit.text.decode())
