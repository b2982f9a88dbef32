"""JSON as its tokens: whatever is a token has its spelling, and between them is white space."""

import re
from collections.abc import Iterator

from tunelint.text.scanner import end_of_string
from tunelint.text.span import Span

_NEXT = re.compile(rb'[ \t\r\n]*+([{}\[\],:"]|[^ \t\r\n{}\[\],:"]+)')


def spans(text: bytes) -> Iterator[Span]:
    """Where the tokens of a text stand, which orjson accepts but for placeholders in it."""
    position = 0
    while found := _NEXT.match(text, position):
        start, position = found.span(1)
        if text[start : start + 1] == b'"':
            position = end_of_string(text, start)
        yield Span(start, position)


def tokens(text: bytes) -> list[bytes]:
    """The tokens of such a text."""
    return [text[start:end] for start, end in spans(text)]
