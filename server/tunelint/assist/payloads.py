"""Where base64 payloads stand, so that an editor can dim them."""

import re
from collections.abc import Iterator

from tunelint.text.columns import Unit, to_columns
from tunelint.text.rows import content
from tunelint.text.scanner import end_of_string
from tunelint.text.span import Span

# A pattern that begins with one character is found much faster.
_HEAD = re.compile(rb'"(?<!\\")data:(?:[^",\\]|\\/){0,100};base64,', re.IGNORECASE)

Columns = tuple[int, int]
"""Where something begins, and how many columns it takes."""


def payloads(line: bytes, unit: Unit) -> Iterator[Columns]:
    """The payloads of the data URIs on a line, which may be half typed."""
    text = content(line)
    offsets = [offset for span in payload_spans(text) for offset in span]
    columns = to_columns(text, offsets, unit)
    for start, end in zip(columns, columns, strict=True):
        if start < end:
            yield start, end - start


def payload_spans(text: bytes) -> Iterator[Span]:
    """Where the payloads of data URIs stand in a text, be it JSON or nearly so."""
    end = 0
    while head := _HEAD.search(text, end):
        try:
            end = end_of_string(text, head.start()) - 1
        except ValueError:
            end = len(text)
        yield Span(head.end(), end)
