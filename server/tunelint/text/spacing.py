"""The white space between the tokens of a row: whatever is a token keeps its spelling."""

import re
from collections.abc import Iterator
from enum import StrEnum

from tunelint.text.edits import Edit
from tunelint.text.rows import BYTE_ORDER_MARK, content
from tunelint.text.scanner import end_of_string
from tunelint.text.span import Span

_NEXT = re.compile(rb'"|[ \t]*[,:][ \t]*|[ \t]+')
_CLOSE_TOGETHER = 100
"""Bytes. An edit of its own takes an editor more than so much text that stays as it is."""


class Spacing(StrEnum):
    """How a row is spaced: not at all, or as Python's `json` does behind commas and colons."""

    COMPACT = "compact"
    SPACED = "spaced"


_SEPARATORS = {
    Spacing.COMPACT: {b",": b",", b":": b":", b"": b""},
    Spacing.SPACED: {b",": b", ", b":": b": ", b"": b""},
}


def space(row: bytes, spacing: Spacing) -> Iterator[Edit]:
    """The edits that space a row, which orjson accepts but for a byte order mark before it."""
    start, end = 0, -_CLOSE_TOGETHER
    pieces: list[bytes] = []
    for span, separator in _separated(row, spacing):
        if span.start - end < _CLOSE_TOGETHER:
            pieces += [row[end : span.start], separator]
        else:
            if pieces:
                yield Edit(Span(start, end), b"".join(pieces))
            start, pieces = span.start, [separator]
        end = span.end
    if pieces:
        yield Edit(Span(start, end), b"".join(pieces))


def _separated(row: bytes, spacing: Spacing) -> Iterator[Edit]:
    separators = _SEPARATORS[spacing]
    text = content(row)
    position = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    while found := _NEXT.search(text, position):
        start, position = found.span()
        gap = found[0]
        if gap == b'"':
            position = end_of_string(text, start)
        elif gap != (separator := separators[gap.strip()]):
            yield Edit(Span(start, position), separator)
