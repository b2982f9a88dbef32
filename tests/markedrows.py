"""Rows as case files show them: stretches between « and », and payloads cut short."""

import re
from collections.abc import Iterable

from tunelint.text.columns import decode
from tunelint.text.rows import content

_PAYLOAD = re.compile(r"(;base64,«?)[A-Za-z0-9+/=]{9,}")


def marked(row: bytes, stretches: Iterable[tuple[int, int]]) -> str:
    """A row with marks around stretches, which are told in columns of UTF-16."""
    marks: dict[int, str] = {}
    for start, end in stretches:
        marks[start] = marks.get(start, "") + "«"
        marks[end] = "»" + marks.get(end, "")
    return noted(row, marks.items())


def noted(row: bytes, notes: Iterable[tuple[int, str]]) -> str:
    """A row with notes in front of columns of UTF-16."""
    units = decode(content(row)).encode("utf-16-le")
    pieces, position = [], 0
    for column, note in sorted(notes):
        pieces += [units[position : 2 * column].decode("utf-16-le"), note]
        position = 2 * column
    return shortened("".join([*pieces, units[position:].decode("utf-16-le")]))


def shortened(text: str) -> str:
    """The text with its payloads cut short."""
    return _PAYLOAD.sub(r"\1…", text)
