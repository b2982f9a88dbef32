"""Findings made concrete: from JSON paths to columns of the row."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tunelint.rules.finding import Finding
from tunelint.text.columns import Unit, character_start, to_columns
from tunelint.text.path import Path
from tunelint.text.rows import content
from tunelint.text.scanner import Node, locate_all
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
    findings = tuple(findings)
    paths = (each.path for each in findings if each.span is None)
    nodes = locate_all(text, [path for path in paths if path is not None])
    spans = [_highlight(text, finding, nodes) for finding in findings]
    offsets = sorted({offset for span in spans for offset in span})
    columns = dict(zip(offsets, to_columns(text, offsets, unit), strict=True))
    placed = (
        Placed(finding, span, columns[span.start], columns[span.end])
        for finding, span in zip(findings, spans, strict=True)
    )
    return tuple(sorted(placed, key=lambda each: each.span))


def place_at_start(finding: Finding) -> Placed:
    """Point at the first character of a row, for what is judged without reading it again."""
    return Placed(finding, Span(0, 1), 0, 1)


def _highlight(text: bytes, finding: Finding, nodes: Mapping[Path, Node]) -> Span:
    start, end = _span(text, finding, nodes)
    return Span(start, character_start(text, min(end, start + LONGEST_HIGHLIGHT)))


def _span(text: bytes, finding: Finding, nodes: Mapping[Path, Node]) -> Span:
    if finding.span is not None:
        return finding.span
    if finding.path is None:
        return Span(0, len(text))
    node = _nearest_node(nodes, finding.path)
    return node.key if finding.on_key and node.key else node.value


def _nearest_node(nodes: Mapping[Path, Node], path: Path) -> Node:
    """The node at the path, else the innermost one on the way to it."""
    while path not in nodes:
        path = path[:-1]
    return nodes[path]
