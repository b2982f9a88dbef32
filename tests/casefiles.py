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

`{{png 64x64 CMYK}}` and the like stand for what `casetemplates.py` says; of the lines that a
`{{rows 10}}` makes only the first is labelled.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import pictures
from casetemplates import columns, contracted, expanded, times
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

FENCE = "```"
FIXED = f'{FENCE}fixed "'
PARTNERS = ("validation", "training")
NOW = "2026-11-25T12:00Z"
WHOLE_EXAMPLE = "<example>"


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
    owners: list[int | None] = []
    for number, line in enumerate(case.lines):
        owners += [number, *repeat(None, times(line.template) - 1)]
    dataset = io.BytesIO(b"".join(rows_of(case)))
    check = StreamCheck(dataset, settings(case.info), partner=partner(case))
    for row, (finding, span, *_), *_ in check:
        owner = owners[row]
        is_left_out = BY_CODE[finding.code].subject is Totals and "file" not in case.info
        if owner is not None and not is_left_out:
            yield Pointed(finding, owner, *columns(case.lines[owner].template, span))


def rows_of(case: Case) -> list[bytes]:
    """The rows of the dataset that a case stands for."""
    rows: list[bytes] = []
    for line in case.lines:
        rows += times(line.template) * [expanded(line.template) + b"\n"]
    return rows


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
        row = contracted(row, line.template)
    return row.decode()
