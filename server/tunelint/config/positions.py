"""On which line of a TOML document a key stands: the parser tells no positions."""

import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

Keys = tuple[str, ...]


class Statement(NamedTuple):
    """The lines of one assignment or table header, counted from `first`, and the keys it makes."""

    first: int
    lines: list[str]
    keys: list[Keys]


def line_of(document: str, keys: Keys, word: str = "") -> int:
    """The line, from 1, on which a sound document gives the keys' value, or `word` in it."""
    best, shared = 1, 0
    for statement in _statements(document):
        for made in statement.keys:
            common = _common(made, keys)
            if common > shared:
                best, shared = statement.first + _line_with(word, statement.lines), common
    return best


def _statements(document: str) -> Iterator[Statement]:
    """A statement's lines are the fewest that are TOML by themselves."""
    table: Keys = ()
    lines: list[str] = []
    for number, line in enumerate(document.split("\n"), start=1):
        lines.append(line)
        try:
            value = tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError:
            continue
        keys = [*_keys(value)]
        if lines[0].lstrip().startswith("["):
            table = keys[-1]
        else:
            keys = [(*table, *each) for each in keys]
        yield Statement(number - len(lines) + 1, lines, keys)
        lines = []


def _keys(value: Any) -> Iterator[Keys]:
    """The keys of a value, outer ones before what stands inside."""
    if isinstance(value, list) and value:
        yield from _keys(value[-1])
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield (name,)
            yield from ((name, *rest) for rest in _keys(inner))


def _common(one: Keys, other: Keys) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _line_with(word: str, lines: list[str]) -> int:
    return next((index for index, line in enumerate(lines) if word and word in line), 0)
