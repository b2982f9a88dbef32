"""Tells from the place where strict reading broke off which mistake a person made there."""

import re
from collections.abc import Callable

from tunelint.text.excerpts import end_of_word, fault, last_word, text_ahead, unexpected
from tunelint.text.fault_kinds import Fault, FaultKind
from tunelint.text.grammar import State, Stop, closing_brackets
from tunelint.text.span import Span
from tunelint.text.string_faults import (
    broken_string,
    missing_closing_quote,
    missing_opening_quote,
    unescaped_quote,
    wrong_opening_quote,
)
from tunelint.text.value_faults import WORD, bare_key, bare_value

_COMMENT = re.compile(r"//|/\*|#")
_VALUE_BEHIND_COMMA = re.compile(rb',[ \t\r\n]*+(?=["{\[])')
_NOTHING_BEHIND_COMMA = re.compile(rb",[ \t\r\n]*+\Z")

# What a missing separator is called, how it looks, and what comes behind a string that follows it.
_SEPARATORS = {
    State.COLON: (FaultKind.MISSING_COLON, ":", ",}"),
    State.AFTER_MEMBER: (FaultKind.MISSING_COMMA, ",", ":"),
    State.AFTER_ELEMENT: (FaultKind.MISSING_COMMA, ",", ",]"),
}


def diagnose(stop: Stop) -> Fault:
    """The mistake behind a stop."""
    row, position = stop.row, stop.position
    text = text_ahead(row, position)
    if comment := _COMMENT.match(text):
        return fault(FaultKind.COMMENT, row, position, position + comment.end())
    if text.startswith("\ufeff"):
        return fault(FaultKind.STRAY_BOM, row, position, position + 3)
    if stop.token == "end":
        return _row_end(stop)
    if stop.token in ("object_end", "array_end"):
        return _bracket(stop)
    return _IN_STATE[stop.state](stop)


def _row_end(stop: Stop) -> Fault:
    opener = stop.openers[-1]
    start, end = _text_before_gap(stop)
    if stop.state in (State.KEY, State.ELEMENT, State.COLON, State.VALUE):
        return fault(FaultKind.CUT_OFF, stop.row, start, end, opener=opener)
    brackets = closing_brackets(stop.row, stop.openers)
    kind = FaultKind.UNCLOSED_CONTAINER
    return fault(kind, stop.row, start, end, expected=brackets, opener=opener)


def _bracket(stop: Stop) -> Fault:
    row, position = stop.row, stop.position
    if not stop.openers:
        return fault(FaultKind.EXTRA_CLOSER, row, position, position + 1)
    found = row[position : position + 1].decode()
    needed = closing_brackets(row, stop.openers[-1:])
    if found != needed:
        kind, opener = FaultKind.MISMATCHED_BRACKET, stop.openers[-1]
        return fault(kind, row, position, position + 1, expected=needed, opener=opener)
    if stop.state in (State.KEY, State.ELEMENT):
        return fault(FaultKind.TRAILING_COMMA, row, *stop.previous, expected=found)
    return _missing_value(stop)


def _instead_of_value(stop: Stop) -> Fault:
    row, position = stop.row, stop.position
    if stop.token == "comma":
        if stop.state is State.VALUE:
            return _missing_value(stop)
        return fault(FaultKind.EXTRA_COMMA, row, position, position + 1)
    if stop.token in ("object", "array"):
        return fault(FaultKind.TOO_DEEP, row, position, position + 1)
    if stop.token == "broken_string":
        return broken_string(stop)
    return wrong_opening_quote(stop) or bare_value(stop)


def _instead_of_key(stop: Stop) -> Fault:
    if stop.token == "comma":
        return fault(FaultKind.EXTRA_COMMA, stop.row, stop.position, stop.position + 1)
    if stop.token == "broken_string":
        return broken_string(stop)
    return wrong_opening_quote(stop) or bare_key(stop)


def _instead_of_separator(stop: Stop) -> Fault:
    kind, separator, followers = _SEPARATORS[stop.state]
    if quote := (
        missing_closing_quote(stop)
        or missing_opening_quote(stop, followers)
        or unescaped_quote(stop, followers)
    ):
        return quote
    if stop.token == "comma":
        return _missing_value(stop)
    if stop.token == "colon":
        return _colon_behind_value(stop)
    if stop.token == "other" and not _begins_what_follows(stop, followers):
        return unexpected(stop)
    if stop.token in ("object", "array") and stop.state is State.AFTER_MEMBER:
        return unexpected(stop)  # it is no key, so a comma before it would not do
    return fault(kind, stop.row, *_text_before_gap(stop), expected=separator)


def _begins_what_follows(stop: Stop, followers: str) -> bool:
    """Whether something like a key or a value begins here, before a separator of its own."""
    text = text_ahead(stop.row, stop.position)
    word = WORD.match(text)
    if word is None:
        return wrong_opening_quote(stop) is not None
    return text[word.end() :].lstrip().startswith(tuple(followers))


def _behind_the_value(stop: Stop) -> Fault:
    row, position = stop.row, stop.position
    if stop.token == "colon":
        return _colon_behind_value(stop)
    if stop.token in ("object", "array", "string"):
        return fault(FaultKind.TWO_VALUES, row, position, position + 1)
    if comma := _VALUE_BEHIND_COMMA.match(row, position):
        return fault(FaultKind.TWO_VALUES, row, comma.end(), comma.end() + 1)
    if _NOTHING_BEHIND_COMMA.match(row, position):
        return fault(FaultKind.TRAILING_COMMA, row, position, position + 1)
    return fault(FaultKind.TRAILING_GARBAGE, row, position, end_of_word(row, position))


def _colon_behind_value(stop: Stop) -> Fault:
    row, (start, end) = stop.row, stop.previous
    if stop.state is not State.AFTER_MEMBER and row.startswith(b'"', start):
        return fault(FaultKind.UNOPENED_OBJECT, row, start, end, expected="{")
    return unexpected(stop)


def _missing_value(stop: Stop) -> Fault:
    return fault(FaultKind.MISSING_VALUE, stop.row, *_text_before_gap(stop))


def _text_before_gap(stop: Stop) -> Span:
    start, end = stop.previous
    return Span(last_word(stop.row, start, end), end)


_IN_STATE: dict[State, Callable[[Stop], Fault]] = {
    State.START: _instead_of_value,
    State.FIRST_ELEMENT: _instead_of_value,
    State.ELEMENT: _instead_of_value,
    State.VALUE: _instead_of_value,
    State.FIRST_KEY: _instead_of_key,
    State.KEY: _instead_of_key,
    State.COLON: _instead_of_separator,
    State.AFTER_MEMBER: _instead_of_separator,
    State.AFTER_ELEMENT: _instead_of_separator,
    State.END: _behind_the_value,
}
