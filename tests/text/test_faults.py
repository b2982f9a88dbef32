"""Each fault is named, and pointed at: `^` marks its span, `(` the bracket or quote left open."""

import re
from typing import NamedTuple

import pytest
from fault_cases import CASES
from tunelint.text.faults import Fault, FaultKind, find_fault


class Case(NamedTuple):
    kind: FaultKind
    expected: str
    row: str
    marks: str


def parse(cases: str) -> list[Case]:
    lines = cases.strip("\n").split("\n")
    parsed = []
    for heading, row, marks in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        kind, _, expected = heading.partition(" expected ")
        parsed.append(Case(FaultKind(kind), expected, row, marks))
    return parsed


def marks_of(fault: Fault, row: bytes) -> str:
    marks = [" "] * len(row.decode())
    if fault.opener is not None:
        marks[len(row[: fault.opener].decode())] = "("
    start, end = len(row[: fault.start].decode()), len(row[: fault.end].decode())
    marks[start:end] = "^" * (end - start)
    return "".join(marks).rstrip()
