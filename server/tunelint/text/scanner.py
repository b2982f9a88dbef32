"""Finds the bytes of nodes from their paths, in one pass that looks into no long string.

The functions here take a row that orjson accepts; for any other the answer means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import orjson

from tunelint.text.path import Path
from tunelint.text.span import Span

_OBJECT, _QUOTE, _BACKSLASH = b'{"\\'
_OPENERS = b"{["
_CLOSERS = b"}]"

_GAP = re.compile(rb"[ \t\r\n,:]+")
_SCALAR = re.compile(rb"[^ \t\r\n,\]}]+")
_STRUCTURE = re.compile(rb'(?:[ ,:]*+"[^"\\]{0,64}+"){0,32}[^"{}\[\]]*+["{}\[\]]')
"""Up to the next bracket or string, past some strings that are short and have no escapes."""

_Tree: TypeAlias = "dict[str | int, _Tree]"
"""Paths, those that begin alike together."""


class Node(NamedTuple):
    """Where a value stands and, for a member of an object, its key; both with their quotes."""

    key: Span | None
    value: Span


def locate(row: bytes, path: Path) -> Node | None:
    """The node at `path`, if there is one; of duplicate keys the last counts, as in decoders."""
    return locate_all(row, (path,)).get(path)


def locate_all(row: bytes, paths: Collection[Path]) -> dict[Path, Node]:
    """The nodes at `paths` and those around them, as far as there are any, in one pass for all."""
    if not paths:
        return {}
    whole = _Value(None, behind_gap(row, 0), _tree(paths))
    reading = [_read(row, whole)]
    while reading:
        value = next(reading[-1], None)
        if value:
            reading.append(_read(row, value))
        else:
            reading.pop()
    return _nodes(whole)


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
    scalar = _SCALAR.match(row, start)
    return scalar.end() if scalar else start


def end_of_string(row: bytes, start: int) -> int:
    """The offset behind the string whose opening quote stands at `start`."""
    quote = row.index(b'"', start + 1)
    while row[quote - 1] == _BACKSLASH and _is_escaped(row, quote):
        quote = row.index(b'"', quote + 1)
    return quote + 1


def spelled(row: bytes, string: Span) -> str:
    """What a JSON string says that stands at a span, quotes included."""
    return str(orjson.loads(row[string.start : string.end]))


def brackets(row: bytes, position: int) -> Iterator[int]:
    """Where brackets stand outside of strings, from a position on. Any row may be asked about.

    Raises `ValueError` when a string is open at the end.
    """
    while found := _STRUCTURE.match(row, position):
        position = found.end()
        if row[position - 1] == _QUOTE:
            position = end_of_string(row, position - 1)
        else:
            yield position - 1


def behind_gap(row: bytes, position: int) -> int:
    """The offset behind white space, commas and colons."""
    gap = _GAP.match(row, position)
    return gap.end() if gap else position


@dataclass(slots=True)
class _Value:
    """A value that is wanted, or is around one; `found` are such ones in it, by their steps."""

    key: Span | None
    start: int
    wanted: _Tree
    end: int = 0
    found: dict[str | int, _Value] = field(default_factory=dict)


def _tree(paths: Iterable[Path]) -> _Tree:
    tree: _Tree = {}
    for path in paths:
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
    return tree


def _read(row: bytes, value: _Value) -> Iterator[_Value]:
    """Read a value up to its end; what is found in it is given out to be read before the rest."""
    if not value.wanted or row[value.start] not in _OPENERS:
        value.end = end_of_value(row, value.start)
        return
    in_object = row[value.start] == _OBJECT
    position = behind_gap(row, value.start + 1)
    passed = 0
    while row[position] not in _CLOSERS:
        key: Span | None = None
        step: str | int = passed
        if in_object:
            key = Span(position, end_of_string(row, position))
            step = spelled(row, key)
            position = behind_gap(row, key.end)
        passed += 1
        if step in value.wanted:
            inner = value.found[step] = _Value(key, position, value.wanted[step])
            yield inner
            position = inner.end
        else:
            position = end_of_value(row, position)
        position = behind_gap(row, position)
        if not in_object and len(value.found) == len(value.wanted):
            position = _closing_bracket(row, position)
    value.end = position + 1


def _nodes(whole: _Value) -> dict[Path, Node]:
    nodes = {}
    waiting: list[tuple[Path, _Value]] = [((), whole)]
    while waiting:
        path, value = waiting.pop()
        nodes[path] = Node(value.key, Span(value.start, value.end))
        waiting += [((*path, step), inner) for step, inner in value.found.items()]
    return nodes


def _is_escaped(row: bytes, quote: int) -> bool:
    backslash = quote
    while row[backslash - 1] == _BACKSLASH:
        backslash -= 1
    return (quote - backslash) % 2 == 1


def _closing_bracket(row: bytes, position: int) -> int:
    """Where the container that is open at `position` is closed."""
    depth = 1
    for bracket in brackets(row, position):
        depth += 1 if row[bracket] in _OPENERS else -1
        if depth == 0:
            return bracket
    raise ValueError("not JSON: a bracket is missing")
