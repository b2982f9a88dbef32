"""Finds keys that an object repeats. Decoders keep the last one and say nothing.

The functions here take a row that orjson accepts.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import jiter
import orjson

from tunelint.text.path import Path
from tunelint.text.scanner import behind_gap, end_of_string, end_of_value
from tunelint.text.span import Span

_OBJECT = ord("{")
_OPENERS = b"{["
_CLOSERS = b"}]"


class DuplicateKey(NamedTuple):
    """A key that comes again later in its object, with its quotes; `member` goes up to the next."""

    path: Path
    key: Span
    member: Span


def has_duplicate_keys(row: bytes) -> bool:
    """Whether any object of the row repeats a key, or is too deep for a quick answer."""
    try:
        jiter.from_json(row, catch_duplicate_keys=True, cache_mode="none")
    except ValueError:
        return True
    return False


def find_duplicate_keys(row: bytes) -> list[DuplicateKey]:
    """Every key that comes again later in the same object, in the order of the later ones."""
    found: list[DuplicateKey] = []
    containers: list[_Container] = []
    position = behind_gap(row, 0)
    while True:
        if row[position] in _OPENERS:
            containers.append(_Container(is_object=row[position] == _OBJECT))
            position += 1
        else:
            position = end_of_value(row, position)
        while containers:
            position = behind_gap(row, position)
            if row[position] not in _CLOSERS:
                break
            containers.pop()
            position += 1
        else:
            return found
        innermost = containers[-1]
        if not innermost.is_object:
            innermost.step = int(innermost.step) + 1
            continue
        key = Span(position, end_of_string(row, position))
        innermost.step = orjson.loads(row[key.start : key.end])
        earlier = innermost.keys.get(innermost.step)
        if earlier:
            path = tuple(container.step for container in containers)
            found.append(DuplicateKey(path, earlier, _member(row, earlier)))
        innermost.keys[innermost.step] = key
        position = behind_gap(row, key.end)


@dataclass(slots=True)
class _Container:
    is_object: bool
    step: str | int = -1
    keys: dict[str | int, Span] = field(default_factory=dict)


def _member(row: bytes, key: Span) -> Span:
    value_end = end_of_value(row, behind_gap(row, key.end))
    return Span(key.start, behind_gap(row, value_end))
