"""Faults of bare words and numbers: what Python, JavaScript and people write for a JSON value."""

import re

from tunelint.text.excerpts import fault, text_ahead, unexpected
from tunelint.text.fault_kinds import Fault, FaultKind
from tunelint.text.grammar import State, Stop
from tunelint.text.rows import content
from tunelint.text.string_faults import comes_to_closing_quote

WORD = re.compile(r"[^\W\d][\w$-]*|\$[\w$-]*")

_NUMBER_LIKE = re.compile(r"(?:[-+]|\.?\d)[\w.+-]*", re.ASCII)
_NUMBER_CUT_OFF = re.compile(r"-|-?(?:0|[1-9]\d*)(?:\.|(?:\.\d+)?[eE][-+]?)", re.ASCII)
_NOT_A_NUMBER = re.compile(r"[-+]?(?:nan|inf(?:inity)?)(?!\w)", re.IGNORECASE)

_LITERALS = ("true", "false", "null")
_FOREIGN_LITERALS = {
    **{literal: literal for literal in _LITERALS},  # looked up in lower case: True, FALSE, Null
    **dict.fromkeys(("none", "nil", "undefined"), "null"),
}


def bare_value(stop: Stop) -> Fault:
    """What was meant by a number, or by something that begins like no JSON value."""
    row, position = stop.row, stop.position
    text = text_ahead(row, position)
    if match := _NOT_A_NUMBER.match(text):
        end = position + match.end()
        return fault(FaultKind.NOT_A_NUMBER, row, position, end, expected="null")
    number = _NUMBER_LIKE.match(text)
    match = number or WORD.match(text)
    if match is None:
        return unexpected(stop)

    token = match[0]
    end = position + len(token.encode())
    if stop.token == "number":
        return fault(FaultKind.NUMBER_OUT_OF_RANGE, row, position, end)
    if token.lower() in _FOREIGN_LITERALS:
        literal = _FOREIGN_LITERALS[token.lower()]
        return fault(FaultKind.FOREIGN_LITERAL, row, position, end, expected=literal)
    if stop.state is State.START:
        return unexpected(stop)
    if end == len(content(row)) and _is_cut_off(token):
        return fault(FaultKind.CUT_OFF, row, position, end, opener=stop.openers[-1])
    if number:
        return fault(FaultKind.BAD_NUMBER, row, position, end)
    return _without_quotes(stop, end, FaultKind.UNQUOTED_VALUE)


def bare_key(stop: Stop) -> Fault:
    """What was meant by something that begins like no key."""
    text = text_ahead(stop.row, stop.position)
    match = WORD.match(text) or _NUMBER_LIKE.match(text)
    if match is None:
        return unexpected(stop)
    end = stop.position + len(match[0].encode())
    return _without_quotes(stop, end, FaultKind.UNQUOTED_KEY)


def _without_quotes(stop: Stop, end: int, unquoted: FaultKind) -> Fault:
    if comes_to_closing_quote(stop):
        return fault(FaultKind.UNOPENED_STRING, stop.row, stop.position, end, expected='"')
    return fault(unquoted, stop.row, stop.position, end)


def _is_cut_off(token: str) -> bool:
    if _NUMBER_CUT_OFF.fullmatch(token):
        return True
    return any(literal.startswith(token) for literal in _LITERALS)
