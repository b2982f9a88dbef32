"""Findings made concrete: from JSON paths to columns of the row."""

from collections.abc import Iterable
from typing import NamedTuple

from tunelint.rules.finding import Finding
from tunelint.text.columns import Unit, character_start, to_column
from tunelint.text.path import Path
from tunelint.text.rows import content
from tunelint.text.scanner import Node, locate
from tunelint.text.span import Span

LONGEST_HIGHLIGHT = 60
"""Bytes. A squiggle under megabytes of base64 makes editors crawl and tells nobody more."""


class Placed(NamedTuple):
    """A finding, the bytes that it points at, and their columns in the unit of the face."""

    finding: Finding
    span: Span
    start: int
    end: int


def place(row: bytes, findings: Iterable[Finding], unit: Unit) -> tuple[Placed, ...]:
    """Point at each finding's place in the row, in reading order."""
    text = content(row)
    placed = []
    for finding in findings:
        start, end = _span(text, finding)
        span = Span(start, character_start(text, min(end, start + LONGEST_HIGHLIGHT)))
        columns = (to_column(text, offset, unit) for offset in span)
        placed.append(Placed(finding, span, *columns))
    return tuple(sorted(placed, key=lambda each: each.span))


def place_at_start(finding: Finding) -> Placed:
    """Point at the first character of a row, for what is judged without reading it again."""
    return Placed(finding, Span(0, 1), 0, 1)


def _span(text: bytes, finding: Finding) -> Span:
    if finding.span is not None:
        return finding.span
    if finding.path is None:
        return Span(0, len(text))
    node = _nearest_node(text, finding.path)
    return node.key if finding.on_key and node.key else node.value


def _nearest_node(text: bytes, path: Path) -> Node:
    """The node at the path, else the innermost object on the way to it."""
    while True:
        node = locate(text, path)
        if node is not None or not path:
            return node or Node(None, Span(0, len(text)))
        path = path[:-1]
