"""A stretch of bytes inside one row."""

from typing import NamedTuple


class Span(NamedTuple):
    """Byte offsets from the start of a row; `end` is the first byte that no longer belongs."""

    start: int
    end: int
