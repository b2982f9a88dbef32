"""A short piece of a row around a place, for terminals: a row may be megabytes long."""

from typing import NamedTuple

from tunelint.text.columns import character_start
from tunelint.text.rows import content
from tunelint.text.span import Span

BEFORE, AFTER = 40, 40
CUT = "…"


class Excerpt(NamedTuple):
    """One line of text, in which the characters from `start` to `end` are pointed at."""

    text: str
    start: int
    end: int


def excerpt(row: bytes, span: Span) -> Excerpt:
    """The span with some of what stands around it; cut off ends are marked."""
    text = content(row)
    first = character_start(text, max(0, span.start - BEFORE))
    last = character_start(text, span.end + AFTER)
    before = CUT * (first > 0) + printable(text[first : span.start])
    marked = printable(text[span.start : span.end])
    after = printable(text[span.end : last]) + CUT * (last < len(text))
    return Excerpt(before + marked + after, len(before), len(before) + len(marked))


def printable(text: bytes) -> str:
    """What a terminal can show of a text, and no command to it."""
    decoded = text.decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "�" for character in decoded)
