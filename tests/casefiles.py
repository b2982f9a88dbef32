"""Reads case files: datasets with caret marks under what must be found, and nothing else found.

A case is a heading, any prose, and a fenced block whose info string is `jsonl`, with the words
`file` (judge the file as a whole too), the name of a profile, and settings such as `model=gpt-4o`,
`method=dpo`, `epochs=3`, `limit=tools-max:3` (in place of the profile's),
`now=2026-11-25T12:00Z`, `on=missing-system` (a rule that is off by default) and `fetched=404` or
`fetched=png:LA` (what every URL answers) behind it. A line that begins with `^` labels the line
above it. A block `jsonl validation` or `jsonl training` is no case: it is the validation file, or
the training file, of the case that follows. A block whose info string is `fixed "Remove the comma"`
holds the lines that the fixes of that title make of those of the case before it, byte for byte.

    {"role": "usr"}
             ^^^^^ unknown-role /role "a part of the message"

`{{png 64x64 CMYK}}` stands for a data URI (see pictures.py), `{{bytes ff 00}}` for raw bytes,
`{{repeat 3 {...}}}` for three of it with commas between, in which `{{number}}` counts, and
`{{rows 10}}` in front of a line for ten such lines, of which only the first is labelled. A caret
under a placeholder means what it stands for.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pictures
from tunelint.config.settings import PartnerFile, Settings
from tunelint.dataset.method import Method
from tunelint.dataset.partner import Partner
from tunelint.dataset.summary import Totals
from tunelint.engine.mending import Surroundings
from tunelint.engine.partner import partner_of, read_summaries
from tunelint.engine.stream import StreamCheck
from tunelint.engine.stream_fixing import StreamFixing
from tunelint.fetch.answer import status_in_words
from tunelint.images import FetchedFacts, inspect
from tunelint.profiles import NAMES
from tunelint.rules.finding import Finding
from tunelint.rules.fixes import Fix
from tunelint.rules.registry import BY_CODE
from tunelint.text.path import to_pointer
from tunelint.text.span import Span

FENCE = "```"
FIXED = f'{FENCE}fixed "'
PARTNERS = ("validation", "training")
NOW = "2026-11-25T12:00Z"
WHOLE_EXAMPLE = "<example>"
ROWS = re.compile(r"^\{\{rows (\d+)\}\}")
PLACEHOLDER = re.compile(r"\{\{(bytes|repeat (?P<times>\d+)|[a-z]+)\b ?")


@dataclass
class Line:
    """A line of a case as it is written, and the labels that it should have below it."""

    template: str
    labels: list[str] = field(default_factory=list)


@dataclass
class FixedLines:
    """The lines that a fix makes, as they are written."""

    title: str
    first: int
    lines: list[str] = field(default_factory=list)


@dataclass
class Case:
    title: str
    info: list[str]
    first: int
    lines: list[Line] = field(default_factory=list)
    beside: "Case | None" = None
    fixed: list[FixedLines] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        return [label for line in self.lines for label in line.labels]


class Pointed(NamedTuple):
    """A finding, its line in the case, and the columns that it points at."""

    finding: Finding
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A stretch of a template and the bytes that it stands for."""

    start: int
    end: int
    data: bytes
    is_literal: bool


def read_cases(path: Path) -> list[Case]:
    cases: list[Case] = []
    title, case, beside, fixed = "", None, None, None
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if fixed is not None:
            if text == FENCE:
                fixed = None
            else:
                fixed.lines.append(text)
        elif case is None:
            if text.startswith("#"):
                title = text.lstrip("# ")
            elif text.startswith(f"{FENCE}jsonl"):
                info = text.removeprefix(FENCE).split()[1:]
                case = Case(title, info, number + 1, beside=beside)
            elif text.startswith(FIXED):
                fixed = FixedLines(text.removeprefix(FIXED).removesuffix('"'), number + 1)
                cases[-1].fixed.append(fixed)
        elif text == FENCE:
            beside = case if case.info and case.info[0] in PARTNERS else None
            if not beside:
                cases.append(case)
            case = None
        elif text.lstrip().startswith("^"):
            case.lines[-1].labels.append(text)
        else:
            case.lines.append(Line(text))
    return cases


def found_in(case: Case) -> list[list[str]]:
    """The labels that the engine's findings ask for, by line of the case."""
    found: list[list[str]] = [[] for _ in case.lines]
    for finding, line, start, end in findings_in(case):
        path = "" if finding.path is None else to_pointer(finding.path) or WHOLE_EXAMPLE
        words = filter(None, (finding.code, path, f'"{finding.message}"'))
        found[line].append(f"{' ' * start}{'^' * max(1, end - start)} {' '.join(words)}")
    return found


def findings_in(case: Case) -> Iterator[Pointed]:
    """The engine's findings on the lines that are written in the case."""
    expanded = [_pieces(line.template) for line in case.lines]
    owners: list[int | None] = []
    dataset = io.BytesIO()
    for number, (line, pieces) in enumerate(zip(case.lines, expanded, strict=True)):
        for copy in range(_times(line.template)):
            owners.append(None if copy else number)
            dataset.write(b"".join(piece.data for piece in pieces) + b"\n")
    dataset.seek(0)
    check = StreamCheck(dataset, settings(case.info), partner=partner(case))
    for row, (finding, span, *_), *_ in check:
        owner = owners[row]
        is_left_out = BY_CODE[finding.code].subject is Totals and "file" not in case.info
        if owner is not None and not is_left_out:
            yield Pointed(finding, owner, *_columns(expanded[owner], span))


def rows_of(case: Case) -> list[bytes]:
    """The rows of the dataset that a case stands for."""
    return [
        b"".join(piece.data for piece in _pieces(line.template)) + b"\n"
        for line in case.lines
        for _ in range(_times(line.template))
    ]


def partner(case: Case) -> Partner | None:
    """The file that belongs to the one of the case."""
    if case.beside is None:
        return None
    kind = case.beside.info[0]
    file = PartnerFile(Path(f"{kind}.jsonl"), kind == "validation")
    lines = read_summaries(io.BytesIO(b"".join(rows_of(case.beside))))
    return partner_of(file, lines, settings(case.info).method)


def fixed_in(case: Case, title: str) -> list[str]:
    """The lines that the fixes of that title make, as they are written."""

    def wanted(finding: Finding) -> Fix | None:
        return next((fix for fix in finding.fixes if fix.title == title), None)

    fixing = StreamFixing(settings(case.info), Surroundings(), wanted, partner(case))
    fixed = fixing.fix(io.BytesIO(b"".join(rows_of(case))), io.BytesIO)
    assert isinstance(fixed.stream, io.BytesIO)
    rows = fixed.stream.getvalue().splitlines()
    made = [row for hunk in fixed.hunks for row in rows[hunk.new_start : hunk.new_end]]
    return [_contracted(row, case) for row in made]


def matches(expected: str, actual: str) -> bool:
    """Whether a label is as expected, of whose message a part may be given."""
    head, _, message = expected.rstrip().partition(' "')
    actual_head, _, actual_message = actual.partition(' "')
    return head == actual_head and message.removesuffix('"') in actual_message


def update(path: Path) -> None:
    """Write the labels that the engine's findings ask for into the file, and what fixes make."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for case in reversed(read_cases(path)):
        for fixed in reversed(case.fixed):
            end = fixed.first + len(fixed.lines)
            lines[fixed.first : end] = fixed_in(case, fixed.title)
        block = []
        for line, labels in zip(case.lines, found_in(case), strict=True):
            block += [line.template, *labels]
        written = len(case.lines) + len(case.labels)
        lines[case.first : case.first + written] = block
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def settings(info: list[str]) -> Settings:
    profile = next((word for word in info if word in NAMES), NAMES[0])
    given = dict(word.split("=") for word in info if "=" in word)
    limit, _, value = given.get("limit", "").partition(":")
    return Settings(
        profile,
        model=given.get("model", ""),
        method=Method(given["method"]) if "method" in given else None,
        epochs=int(given["epochs"]) if "epochs" in given else None,
        now=lambda: datetime.fromisoformat(given.get("now", NOW)),
        extend_select=frozenset(filter(None, (given.get("on"),))),
        thresholds={limit.replace("-", "_"): int(value)} if limit else {},
        fetched=lambda url: answered(given["fetched"]) if "fetched" in given else None,
    )


def answered(word: str) -> FetchedFacts:
    """What comes of fetching an image when a host answers with a status, or with a picture."""
    if word.isdigit():
        return FetchedFacts(None, status_in_words(int(word)))
    return FetchedFacts(inspect(pictures.make(word.replace(":", " "))[1]))


def _contracted(row: bytes, case: Case) -> str:
    """A row as it is written, with the placeholders of the case for what they stand for."""
    for line in case.lines:
        for piece in _pieces(line.template):
            if not piece.is_literal and piece.data:
                row = row.replace(piece.data, line.template[piece.start : piece.end].encode())
    return row.decode()


def _times(template: str) -> int:
    rows = ROWS.match(template)
    return int(rows[1]) if rows else 1


def _pieces(template: str) -> list[Piece]:
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
        return b", ".join(b"".join(piece.data for piece in _pieces(copy)) for copy in copies)
    if match[1] == "bytes":
        return bytes.fromhex(body)
    return pictures.data_uri(f"{match[1]} {body}".strip()).encode()


def _columns(pieces: list[Piece], span: Span) -> tuple[int, int]:
    return _column(pieces, span.start, at_end=False), _column(pieces, span.end, at_end=True)


def _column(pieces: list[Piece], offset: int, *, at_end: bool) -> int:
    for piece in pieces:
        inside = offset < len(piece.data) or (at_end and offset == len(piece.data))
        if inside and piece.data:
            if piece.is_literal:
                return piece.start + len(piece.data[:offset].decode())
            return piece.end if at_end and offset else piece.start
        offset -= len(piece.data)
    return pieces[-1].end
