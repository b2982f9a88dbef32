"""Where base64 payloads stand, so that an editor can dim them."""

import re
from collections.abc import Iterator

from tunelint.text.columns import Unit, to_columns
from tunelint.text.rows import content
from tunelint.text.span import Span

_HEAD = re.compile(rb'"data:[^",\\]{0,100};base64,', re.IGNORECASE)

Columns = tuple[int, int]
"""Where something begins, and how many columns it takes."""


def payloads(line: bytes, unit: Unit) -> Iterator[Columns]:
    """The payloads of the data URIs on a line, which may be half typed."""
    text = content(line)
    offsets = [offset for span in _spans(text) for offset in span]
    columns = to_columns(text, offsets, unit)
    for start, end in zip(columns, columns, strict=True):
        if start < end:
            yield start, end - start


def _spans(text: bytes) -> Iterator[Span]:
    end = 0
    while head := _HEAD.search(text, end):
        end = text.find(b'"', head.end())
        if end < 0:
            end = len(text)
        yield Span(head.end(), end)
