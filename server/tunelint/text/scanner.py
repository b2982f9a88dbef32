"""Finds the bytes of a node from its path, in one pass that never looks into a string.

The functions here take a row that orjson accepts; for any other the answer means nothing.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import orjson

from tunelint.text.path import Path
from tunelint.text.span import Span

_OBJECT, _ARRAY, _QUOTE, _BACKSLASH = b'{["\\'
_OPENERS = b"{["
_CLOSERS = b"}]"

_GAP = re.compile(rb"[ \t\r\n,:]+")
_SCALAR = re.compile(rb"[^ \t\r\n,\]}]+")
_STRUCTURE = re.compile(rb'["{}\[\]]')


class Node(NamedTuple):
    """Where a value stands and, for a member of an object, its key; both with their quotes."""

    key: Span | None
    value: Span


def locate(row: bytes, path: Path) -> Node | None:
    """The node at `path`, if there is one; of duplicate keys the last counts, as in decoders."""
    key = None
    position = behind_gap(row, 0)
    passed: list[int] = []  # one entry a container on the way: how many elements lie behind
    while True:
        # A value on the path begins here, and replaces what a duplicate key led to before.
        found = None
        if len(passed) == len(path):
            found = Node(key, Span(position, end_of_value(row, position)))
            position = found.value.end
        elif _can_take(path[len(passed)], row[position]):
            passed.append(0)
            position += 1
        else:
            position = end_of_value(row, position)

        while passed:
            step = path[len(passed) - 1]
            position = behind_gap(row, position)
            if isinstance(step, int) and passed[-1] > step:
                position = _closing_bracket(row, position)
            if row[position] in _CLOSERS:
                passed.pop()
                position += 1
                continue
            if isinstance(step, str):
                key = Span(position, end_of_string(row, position))
                position = behind_gap(row, key.end)
                on_path = _spells(row[key.start : key.end], step)
            else:
                key = None
                on_path = passed[-1] == step
                passed[-1] += 1
            if on_path:
                break
            position = end_of_value(row, position)
        else:
            return found


def members(row: bytes, start: int) -> Iterator[Node]:
    """The members of the object, or the items of the array, that begins at `start`."""
    in_object = row[start] == _OBJECT
    position = behind_gap(row, start + 1)
    while row[position] not in _CLOSERS:
        key = None
        if in_object:
            key = Span(position, end_of_string(row, position))
            position = behind_gap(row, key.end)
        value = Span(position, end_of_value(row, position))
        yield Node(key, value)
        position = behind_gap(row, value.end)


def end_of_value(row: bytes, start: int) -> int:
    """The offset behind the value that begins at `start`."""
    if row[start] in _OPENERS:
        return _closing_bracket(row, start + 1) + 1
    if row[start] == _QUOTE:
        return end_of_string(row, start)
    return _skip(_SCALAR, row, start)


def end_of_string(row: bytes, start: int) -> int:
    """The offset behind the string whose opening quote stands at `start`."""
    quote = row.index(b'"', start + 1)
    while row[quote - 1] == _BACKSLASH and _is_escaped(row, quote):
        quote = row.index(b'"', quote + 1)
    return quote + 1


def spelled(row: bytes, string: Span) -> str:
    """What a JSON string says that stands at a span, quotes included."""
    return str(orjson.loads(row[string.start : string.end]))


def behind_gap(row: bytes, position: int) -> int:
    """The offset behind white space, commas and colons."""
    return _skip(_GAP, row, position)


def _is_escaped(row: bytes, quote: int) -> bool:
    backslash = quote
    while row[backslash - 1] == _BACKSLASH:
        backslash -= 1
    return (quote - backslash) % 2 == 1


def _closing_bracket(row: bytes, position: int) -> int:
    """Where the container that is open at `position` is closed."""
    depth = 1
    while structure := _STRUCTURE.search(row, position):
        position = structure.start()
        if row[position] == _QUOTE:
            position = end_of_string(row, position)
            continue
        depth += 1 if row[position] in _OPENERS else -1
        if depth == 0:
            return position
        position += 1
    raise ValueError("not JSON: a bracket is missing")


def _skip(pattern: re.Pattern[bytes], row: bytes, position: int) -> int:
    match = pattern.match(row, position)
    return match.end() if match else position


def _can_take(step: str | int, bracket: int) -> bool:
    return bracket == (_OBJECT if isinstance(step, str) else _ARRAY)


def _spells(string: bytes, text: str) -> bool:
    """Whether the bytes of a JSON string, quotes included, say `text`."""
    if b"\\" in string:
        return bool(orjson.loads(string) == text)
    return string[1:-1] == text.encode()
