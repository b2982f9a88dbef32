"""Lines that something broke by one byte: they are told of, and break nothing else."""

import logging
from pathlib import Path
from random import Random

import orjson
import pytest

import casefiles
from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.engine.asking import Asking
from tunelint.engine.line import LineChecker
from tunelint.text.columns import Unit

FOLDER = Path(__file__).parents[1] / "cases" / "rules"
LONGEST = 20_000
"""Bytes. What is longer is mostly base64, and a byte of that tells little."""

DAMAGED = 2_000


def sound_lines() -> list[bytes]:
    """A line of each case that parses: every shape, role, part and picture there is."""
    rows = {
        row
        for path in sorted(FOLDER.glob("*.md"))
        for case in casefiles.read_cases(path)
        for row in casefiles.rows_of(case)
        if len(row) <= LONGEST and _parses(row)
    }
    return sorted(rows)


def damaged(row: bytes, random: Random) -> bytes:
    """The row with one byte deleted, inserted or changed; its line end stays."""
    position = random.randrange(len(row) - 1)
    byte = random.choice([bytes([random.randrange(256)]), random.choice(b'"{}[],:\\ 0').to_bytes()])
    kind = random.choice(["delete", "insert", "change"])
    head, tail = row[:position], row[position + (kind != "insert") :]
    return head + byte * (kind != "delete") + tail


def test_a_damaged_line_gives_a_finding_or_is_valid_still(
    caplog: pytest.LogCaptureFixture,
) -> None:
    random = Random(1)
    lines = sound_lines()
    checker = LineChecker(Asking(Settings()), Unit.UTF32)
    broken = 0
    for _ in range(DAMAGED):
        row = damaged(random.choice(lines), random)
        with caplog.at_level(logging.WARNING):
            result = checker.check(row)
        assert not caplog.records, row
        if not _parses(row):
            broken += 1
            assert all(result.under(method) for method in Method), row
    assert broken > DAMAGED / 4


def test_a_line_nested_too_deep_to_be_written_again_is_checked() -> None:
    row = b'{"messages": [], "extra": ' + b"[" * 900 + b"]" * 900 + b"}\n"
    checker = LineChecker(Asking(Settings()), Unit.UTF32)
    codes = {placed.finding.code for placed in checker.check(row).under(Method.SUPERVISED)}
    assert codes == {"unknown-key", "empty-messages"}


def _parses(row: bytes) -> bool:
    try:
        return isinstance(orjson.loads(row), dict)
    except orjson.JSONDecodeError:
        return False
