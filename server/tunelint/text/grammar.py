"""Reads a row by the grammar of JSON, as strictly as orjson does, up to where it breaks off."""

import re
from dataclasses import dataclass
from enum import StrEnum
from math import isinf

from tunelint.text.span import Span

MAX_DEPTH = 1024  # orjson refuses what is nested deeper

_OBJECT = ord("{")

_HEX = rb"[0-9A-Fa-f]"

# Up to Python 3.11.4 a possessive group forgets to step back from a repeat or a group in its last
# try, so there are none in the spellings of an escape.
_OPEN_STRING = (
    rb"""
    " (?: [^"\\\x00-\x1f]++
        | \\["\\/bfnrt]
        | \\u[0-9A-CEFa-cef]""" + _HEX * 3 + rb"""
        | \\u[dD][0-7]""" + _HEX * 2 + rb"""
        | \\u[dD][89ABab]""" + _HEX * 2 + rb"""\\u[dD][C-Fc-f]""" + _HEX * 2 + rb"""
      )*+
    """
)  # fmt: skip

SOUND_START = re.compile(_OPEN_STRING, re.VERBOSE)
"""A string, up to its closing quote or to the first byte that may not stand in it."""

STRING = re.compile(_OPEN_STRING + rb'"', re.VERBOSE)

_TOKEN = re.compile(
    rb"""
    [ \t\r\n]*+ (?:
      (?P<string> """ + _OPEN_STRING + rb""" " )
    | (?P<number> -? (?: 0 | [1-9]\d*+ ) (?: \.\d++ )? (?: [eE][+-]?\d++ )? (?! [\w.+-] ) )
    | (?P<literal> (?: true | false | null ) (?! \w ) )
    | (?P<object> \{ )
    | (?P<array> \[ )
    | (?P<object_end> \} )
    | (?P<array_end> \] )
    | (?P<comma> , )
    | (?P<colon> : )
    | (?P<broken_string> " )
    | (?P<end> \Z )
    | (?P<other> . ) )
    """,
    re.VERBOSE | re.DOTALL,
)  # fmt: skip


class State(StrEnum):
    """What may come next."""

    START = "the value"
    FIRST_ELEMENT = "a value or ]"
    ELEMENT = "a value behind a comma"
    AFTER_ELEMENT = "a comma or ]"
    FIRST_KEY = "a key or }"
    KEY = "a key behind a comma"
    COLON = "a colon"
    VALUE = "a value behind a colon"
    AFTER_MEMBER = "a comma or }"
    END = "nothing"


def _value(then: State) -> dict[str, State]:
    scalars = dict.fromkeys(("string", "number", "literal"), then)
    return scalars | {"object": State.FIRST_KEY, "array": State.FIRST_ELEMENT}


# What follows a closing bracket depends on what lies around it, so `END` only admits it here.
_GRAMMAR: dict[State, dict[str, State]] = {
    State.START: _value(State.END),
    State.FIRST_ELEMENT: _value(State.AFTER_ELEMENT) | {"array_end": State.END},
    State.ELEMENT: _value(State.AFTER_ELEMENT),
    State.AFTER_ELEMENT: {"comma": State.ELEMENT, "array_end": State.END},
    State.FIRST_KEY: {"string": State.COLON, "object_end": State.END},
    State.KEY: {"string": State.COLON},
    State.COLON: {"colon": State.VALUE},
    State.VALUE: _value(State.AFTER_MEMBER),
    State.AFTER_MEMBER: {"comma": State.KEY, "object_end": State.END},
    State.END: {"end": State.END},
}


@dataclass(frozen=True, slots=True)
class Stop:
    """Where strict reading broke off, and what it knew by then."""

    row: bytes
    state: State
    position: int
    token: str
    """The kind of token that stands at `position`, a group of `_TOKEN`."""
    previous: Span
    """The last token that was read."""
    openers: tuple[int, ...]
    """Where the brackets stand that are still open."""


def read(row: bytes) -> Stop | None:
    """Read a row of UTF-8; nothing is returned when it is JSON that orjson accepts."""
    state = State.START
    openers: list[int] = []
    previous = None
    for match in _TOKEN.finditer(row):
        token = match.lastgroup or ""
        following = _GRAMMAR[state].get(token)
        if (
            following is None
            or (token == "number" and isinf(float(match[token])))
            or (token in ("object", "array") and len(openers) == MAX_DEPTH)
        ):
            return Stop(row, state, match.start(token), token, _span(previous), tuple(openers))
        if token in ("object", "array"):
            openers.append(match.start(token))
        elif token in ("object_end", "array_end"):
            openers.pop()
            following = _behind_value(row, openers)
        state = following
        previous = match
    return None


def closing_brackets(row: bytes, openers: tuple[int, ...]) -> str:
    """What it takes to close the open brackets, innermost first."""
    return "".join("}" if row[opener] == _OBJECT else "]" for opener in reversed(openers))


def _span(token: re.Match[bytes] | None) -> Span:
    return Span(*token.span(token.lastgroup or 0)) if token else Span(0, 0)


def _behind_value(row: bytes, openers: list[int]) -> State:
    if not openers:
        return State.END
    return State.AFTER_MEMBER if row[openers[-1]] == _OBJECT else State.AFTER_ELEMENT
