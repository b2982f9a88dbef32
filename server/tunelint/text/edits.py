"""Edits of a row that change its JSON in few bytes; whatever they don't touch keeps its spelling.

The functions here take a row that orjson accepts, and raise `NoSuchNode` for a path that leads
nowhere in it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from tunelint.text.columns import character_start
from tunelint.text.path import Path, to_pointer
from tunelint.text.scanner import Node, locate
from tunelint.text.span import Span

_SPACED = re.compile(rb'[^"]*"[^"]*"[ \t]*:[ \t]')
_EMPTY = re.compile(rb"[{\[][ \t]*[}\]]")
_GAP_BEHIND = re.compile(rb"[ \t]*,?[ \t]*")
_GAPS = b" \t"


class NoSuchNode(LookupError):
    """A path that leads nowhere; the message is a JSON Pointer."""


class Edit(NamedTuple):
    """Other bytes in place of those of a span."""

    span: Span
    text: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """Within a new value: the value that stands at `path`, byte for byte."""

    path: Path


def apply_edits(row: bytes, edits: Iterable[Edit]) -> bytes:
    """The row with edits made that don't overlap."""
    pieces = []
    position = 0
    for span, text in sorted(edits):
        if span.start < position:
            raise ValueError("edits overlap")
        pieces += [row[position : span.start], text]
        position = span.end
    return b"".join([*pieces, row[position:]])


def set_value(row: bytes, path: Path, value: Any) -> list[Edit]:
    """Put another value at a path. It may hold `Kept` values, also the one that it replaces."""
    old = _node(row, path).value
    pieces = list(_spelled(row, value))
    if old in pieces:
        own = pieces.index(old)
        before, behind = _joined(row, pieces[:own]), _joined(row, pieces[own + 1 :])
        return [Edit(Span(old.start, old.start), before), Edit(Span(old.end, old.end), behind)]
    return [trimmed(row, Edit(old, _joined(row, pieces)))]


def rename_key(row: bytes, path: Path, name: str) -> list[Edit]:
    """Give the key at the end of a path another name."""
    key = _node(row, path).key
    if key is None:
        raise NoSuchNode(to_pointer(path))
    return [Edit(key, orjson.dumps(name))]


def remove(row: bytes, path: Path) -> list[Edit]:
    """Take a member or an item away with the comma that goes with it."""
    node = _node(row, path)
    start, end = (node.key or node.value).start, node.value.end
    gap = _GAP_BEHIND.match(row, end)
    behind = gap.end() if gap else end
    if b"," in row[end:behind]:
        return [Edit(Span(start, behind), b"")]
    before = len(row[:start].rstrip(_GAPS))
    if row[before - 1 : before] == b",":
        return [Edit(Span(before - 1, end), b"")]
    return [Edit(Span(start, end), b"")]


def add_member(row: bytes, path: Path, key: str, value: Any) -> list[Edit]:
    """Add a member behind the last one of the object at a path."""
    return [_appended(row, path, [orjson.dumps(key), colon(row), *_spelled(row, value)])]


def add_item(row: bytes, path: Path, value: Any) -> list[Edit]:
    """Put an item into an array, before the one at the index that ends the path."""
    item = locate(row, path)
    if item is None:
        return [_appended(row, path[:-1], list(_spelled(row, value)))]
    text = _joined(row, [*_spelled(row, value), comma(row)])
    return [Edit(Span(item.value.start, item.value.start), text)]


def trimmed(row: bytes, edit: Edit) -> Edit:
    """The same edit without what it leaves as it is at both ends; it cuts no character in two."""
    (start, end), text = edit
    old = row[start:end]
    most = min(len(old), len(text))
    same = character_start(old, _common(old, text, most))
    rest = most - same
    tail = _common(old[::-1], text[::-1], rest) if rest else 0
    while tail and character_start(old, len(old) - tail) != len(old) - tail:
        tail -= 1
    return Edit(Span(start + same, end - tail), text[same : len(text) - tail])


def colon(row: bytes) -> bytes:
    """A colon in the row's own style."""
    return b": " if _is_spaced(row) else b":"


def comma(row: bytes) -> bytes:
    """A comma in the row's own style."""
    return b", " if _is_spaced(row) else b","


def _common(one: bytes, other: bytes, most: int) -> int:
    """How many bytes at the start are the same, found by halving: they may be millions."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _node(row: bytes, path: Path) -> Node:
    node = locate(row, path)
    if node is None:
        raise NoSuchNode(to_pointer(path))
    return node


def _appended(row: bytes, path: Path, pieces: list[bytes | Span]) -> Edit:
    start, end = _node(row, path).value
    is_empty = _EMPTY.fullmatch(row, start, end) is not None
    behind = len(row[: end - 1].rstrip(_GAPS))
    separator = b"" if is_empty else comma(row)
    return Edit(Span(behind, behind), separator + _joined(row, pieces))


def _spelled(row: bytes, value: Any) -> Iterator[bytes | Span]:
    """A value in the row's own style, what is kept as the span that it stands in."""
    if type(value) is Kept:
        yield _node(row, value.path).value
    elif type(value) is dict:
        separator = b"{"
        for key, member in value.items():
            yield separator + orjson.dumps(key) + colon(row)
            yield from _spelled(row, member)
            separator = comma(row)
        yield b"}" if value else b"{}"
    elif type(value) is list:
        separator = b"["
        for item in value:
            yield separator
            yield from _spelled(row, item)
            separator = comma(row)
        yield b"]" if value else b"[]"
    else:
        yield orjson.dumps(value)


def _joined(row: bytes, pieces: Iterable[bytes | Span]) -> bytes:
    return b"".join(row[slice(*piece)] if isinstance(piece, Span) else piece for piece in pieces)


def _is_spaced(row: bytes) -> bool:
    return _SPACED.match(row) is not None
