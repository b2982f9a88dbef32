"""Tells what an offset in a row lies in: the nodes around it, from the whole value inwards.

The functions here take a row that orjson accepts.
"""

from typing import NamedTuple

from tunelint.text.path import Path
from tunelint.text.scanner import Node, behind_gap, end_of_value, members, spelled
from tunelint.text.span import Span


class Level(NamedTuple):
    """A node around an offset, and the path that leads to it."""

    path: Path
    node: Node


def levels(row: bytes, offset: int) -> list[Level]:
    """The nodes that the offset lies in or touches, the outermost first."""
    start = behind_gap(row, 0)
    level: Level | None = Level((), Node(None, Span(start, end_of_value(row, start))))
    around = []
    while level and level.node.value.start <= offset <= level.node.value.end:
        around.append(level)
        level = _within(row, offset, level)
    return [*around, level] if level else around


def selections(row: bytes, offset: int) -> list[Span]:
    """The spans that a selection at the offset grows through, each within the next one."""
    spans = []
    for _, node in reversed(levels(row, offset)):
        for string in filter(None, (node.key, node.value)):
            if row[string.start] == ord('"') and string.start < offset < string.end:
                spans.append(Span(string.start + 1, string.end - 1))
            if string.start <= offset <= string.end:
                spans.append(string)
        if node.key:
            spans.append(Span(node.key.start, node.value.end))
    return list(dict.fromkeys(spans))


def _within(row: bytes, offset: int, level: Level) -> Level | None:
    """The member or item that the offset lies in; at an end that two share, the first one."""
    start = level.node.value.start
    if row[start] not in b"{[":
        return None
    for index, node in enumerate(members(row, start)):
        if (node.key or node.value).start > offset:
            return None
        if offset <= node.value.end:
            step = spelled(row, node.key) if node.key else index
            return Level((*level.path, step), node)
    return None
