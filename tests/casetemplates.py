"""The lines of case files, in which placeholders stand for what nobody wants to read.

`{{png 64x64 CMYK}}` stands for a data URI (see pictures.py), `{{bytes ff 00}}` for raw bytes,
`{{repeat 3 {...}}}` for three of it with commas between, in which `{{number}}` counts, and
`{{rows 10}}` in front of a line for ten such lines.
"""

import re
from dataclasses import dataclass

import pictures
from tunelint.text.span import Span

ROWS = re.compile(r"^\{\{rows (\d+)\}\}")
PLACEHOLDER = re.compile(r"\{\{(bytes|repeat (?P<times>\d+)|[a-z]+)\b ?")


@dataclass(frozen=True)
class Piece:
    """A stretch of a template and the bytes that it stands for."""

    start: int
    end: int
    data: bytes
    is_literal: bool


def times(template: str) -> int:
    """How many lines the template stands for."""
    rows = ROWS.match(template)
    return int(rows[1]) if rows else 1


def pieces_of(template: str) -> list[Piece]:
    rows = ROWS.match(template)
    position = rows.end() if rows else 0
    pieces = []
    while match := PLACEHOLDER.search(template, position):
        start, end = match.start(), _closing(template, match.start())
        pieces.append(_literal(template, position, start))
        body = template[match.end() : end - 2]
        pieces.append(Piece(start, end, _expand(match, body), is_literal=False))
        position = end
    return [*pieces, _literal(template, position, len(template))]


def expanded(template: str) -> bytes:
    """The line that the template stands for."""
    return b"".join(piece.data for piece in pieces_of(template))


def contracted(line: bytes, template: str) -> bytes:
    """A line with the placeholders of the template for what they stand for."""
    for piece in pieces_of(template):
        if not piece.is_literal and piece.data:
            line = line.replace(piece.data, template[piece.start : piece.end].encode())
    return line


def columns(template: str, span: Span) -> tuple[int, int]:
    """Where a span of the line stands in the template; all of a placeholder if in one."""
    pieces = pieces_of(template)
    return _column(pieces, span.start, at_end=False), _column(pieces, span.end, at_end=True)


def _literal(template: str, start: int, end: int) -> Piece:
    return Piece(start, end, template[start:end].encode(), is_literal=True)


def _closing(template: str, start: int) -> int:
    depth = 0
    for position in range(start, len(template)):
        depth += {"{": 1, "}": -1}.get(template[position], 0)
        if depth == 0:
            return position + 1
    raise ValueError(f"no end of the placeholder in {template[start:]!r}")


def _expand(match: re.Match[str], body: str) -> bytes:
    if match["times"]:
        copies = (body.replace("{{number}}", str(n)) for n in range(int(match["times"])))
        return b", ".join(map(expanded, copies))
    if match[1] == "bytes":
        return bytes.fromhex(body)
    return pictures.data_uri(f"{match[1]} {body}".strip()).encode()


def _column(pieces: list[Piece], offset: int, *, at_end: bool) -> int:
    for piece in pieces:
        inside = offset < len(piece.data) or (at_end and offset == len(piece.data))
        if inside and piece.data:
            if piece.is_literal:
                return piece.start + len(piece.data[:offset].decode())
            return piece.end if at_end and offset else piece.start
        offset -= len(piece.data)
    return pieces[-1].end
