"""Faults that point at something short: a character, a word, the word before a gap."""

import re

from tunelint.text.columns import character_start
from tunelint.text.fault_kinds import Fault, FaultKind
from tunelint.text.grammar import State, Stop

_LONGEST = 40
_WORD = re.compile(r"[\w$](?:[\w$.+-]*[\w$])?")

_EXPECTED = {
    State.START: "{",
    State.FIRST_KEY: '"',
    State.KEY: '"',
    State.COLON: ":",
    State.AFTER_MEMBER: ",",
    State.AFTER_ELEMENT: ",",
}


def fault(
    kind: FaultKind,
    row: bytes,
    start: int,
    end: int,
    *,
    expected: str = "",
    opener: int | None = None,
) -> Fault:
    """A fault that points at what stands between `start` and `end`, or at its beginning."""
    end = min(end, character_start(row, start + _LONGEST))
    return Fault(kind, start, end, row[start:end].decode(), expected, opener)


def unexpected(stop: Stop) -> Fault:
    """A fault for what has no better name."""
    end = end_of_word(stop.row, stop.position)
    expected = _EXPECTED.get(stop.state, "")
    opener = stop.openers[-1] if stop.openers else None
    return fault(
        FaultKind.UNEXPECTED, stop.row, stop.position, end, expected=expected, opener=opener
    )


def end_of_word(row: bytes, position: int) -> int:
    """The offset behind the word, or else the single character, at `position`."""
    text = text_ahead(row, position)
    word = _WORD.match(text)
    return position + len((word[0] if word else text[0]).encode())


def text_ahead(row: bytes, position: int) -> str:
    """What begins at `position`, as far as it is worth looking at."""
    return row[position : character_start(row, position + 2 * _LONGEST)].decode()


def last_word(row: bytes, start: int, end: int) -> int:
    """Where the last word of a text begins: the short thing to point at before a gap."""
    start = max(start, character_start(row, end - _LONGEST))
    return end - len(row[start:end].split()[-1])
