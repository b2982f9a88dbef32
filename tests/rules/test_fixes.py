"""Every fix of every case mends what it is for, and makes nothing else worse."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

import casefiles
from tunelint.convert import to_chat
from tunelint.engine.fixing import Wanted, any_fix, safe_fix
from tunelint.engine.mending import Surroundings, edits_for
from tunelint.engine.placing import Placed
from tunelint.engine.stream import StreamCheck
from tunelint.engine.stream_fixing import Fixed, StreamFixing
from tunelint.rules.finding import Finding, Severity
from tunelint.rules.fixes import EmbedFile, Fix, JoinLines, ReencodeFile, RemoveLine, RemoveMark
from tunelint.text.edits import apply_edits

FOLDER = Path(__file__).parents[1] / "cases" / "rules"
AROUND = Surroundings()

HIDES = {
    "invalid-json": "the next fault of the syntax, and what the line says",
    "multiline-json": "what the lines say",
    "not-an-object": "what the items say",
    "not-utf8": "what the lines say",
    "unknown-format": "what the messages say",
    "unknown-role": "who speaks in which order",
    "wrong-type": "what the value says",
}
"""The rules whose findings keep others from being found."""

LESS_BY_A_LINE = "too-few-examples"
SLOW = {"too-many-image-examples"}

OF_THE_FILE = (JoinLines, ReencodeFile, RemoveMark)
NEEDS_FILES = (EmbedFile,)


@dataclass(frozen=True)
class Found:
    """A finding that can be fixed, its row, and a fix."""

    row: int
    finding: Finding
    fix: Fix


CASES = {
    f"{path.stem}: {case.title}": case
    for path in sorted(FOLDER.glob("*.md"))
    for case in casefiles.read_cases(path)
    if case.labels and path.stem not in SLOW
}
WITH_FIXED_LINES = {name: case for name, case in CASES.items() if case.fixed}


def check(text: bytes, case: casefiles.Case) -> list[tuple[int, Placed]]:
    settings = casefiles.settings(case.info)
    stream = StreamCheck(io.BytesIO(text), settings, partner=casefiles.partner(case))
    return [(hit.row, hit.placed) for hit in stream]


def fix_all(text: bytes, case: casefiles.Case, wanted: Wanted) -> tuple[bytes, Fixed]:
    settings, partner = casefiles.settings(case.info), casefiles.partner(case)
    fixing = StreamFixing(settings, AROUND, wanted, partner)
    fixed = fixing.fix(io.BytesIO(text), io.BytesIO)
    assert isinstance(fixed.stream, io.BytesIO)
    return fixed.stream.getvalue(), fixed


def fixes(found: list[tuple[int, Placed]]) -> Iterator[Found]:
    """Those of equal lines once."""
    seen = set()
    for row, placed in found:
        for fix in placed.finding.fixes:
            key = placed.finding.code, placed.finding.message, fix.title, placed.span
            if key not in seen and not isinstance(fix.changes[0], NEEDS_FILES):
                seen.add(key)
                yield Found(row, placed.finding, fix)


def carried_out(rows: list[bytes], case: casefiles.Case, found: Found) -> bytes:
    if found.fix.every_line or isinstance(found.fix.changes[0], OF_THE_FILE):
        return fix_all(b"".join(rows), case, lambda each: _only(each, found))[0]
    row = rows[found.row]
    edited = apply_edits(row, edits_for(row, found.fix, AROUND))
    assert edited != row
    return b"".join([*rows[: found.row], edited, *rows[found.row + 1 :]])


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fix_takes_its_finding_away_and_brings_no_error(case: casefiles.Case) -> None:
    rows = casefiles.rows_of(case)
    before = check(b"".join(rows), case)
    for found in fixes(before):
        edited = carried_out(rows, case, found)
        if _asks_for_what_no_line_can(found.fix, rows):
            assert edited == b"".join(rows)
            continue
        after = check(edited, case)
        code, removes = found.finding.code, isinstance(found.fix.changes[0], RemoveLine)
        of_code = _count(after, found, by_message=False) < _count(before, found, by_message=False)
        of_message = _count(after, found, by_message=True) < _count(before, found, by_message=True)
        assert of_code or (of_message and code in HIDES), found.fix.title
        new = (_errors(after) - _errors(before)).keys()
        assert not new or code in HIDES or (removes and new == {LESS_BY_A_LINE}), found.fix.title


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_that_has_a_fix_shows_behind_one_that_settles(case: casefiles.Case) -> None:
    rows = casefiles.rows_of(case)
    before = check(b"".join(rows), case)
    for found in fixes(before):
        if found.fix.settles:
            after = check(carried_out(rows, case, found), case)
            assert not _fixable(after) - _fixable(before), found.fix.title


@pytest.mark.parametrize("wanted", [safe_fix, any_fix])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_all_fixes_together_leave_nothing_to_fix(case: casefiles.Case, wanted: Wanted) -> None:
    text = b"".join(casefiles.rows_of(case))
    fixed_text, fixed = fix_all(text, case, wanted)
    assert (fixed_text != text) is bool(fixed.fixed)
    rows = fixed_text.splitlines()
    for _, placed in check(fixed_text, case):
        fix = wanted(placed.finding)
        if fix and not _asks_for_what_no_line_can(fix, rows):
            assert isinstance(fix.changes[0], NEEDS_FILES), placed.finding
    assert fix_all(fixed_text, case, wanted)[0] == fixed_text


@pytest.mark.parametrize("case", WITH_FIXED_LINES.values(), ids=WITH_FIXED_LINES)
def test_a_fix_makes_what_the_case_says(case: casefiles.Case) -> None:
    for fixed in case.fixed:
        assert casefiles.fixed_in(case, fixed.title) == fixed.lines


def _asks_for_what_no_line_can(fix: Fix, rows: list[bytes]) -> bool:
    return fix.every_line and all(to_chat(orjson.loads(row)) is None for row in rows)


def _only(finding: Finding, found: Found) -> Fix | None:
    return found.fix if finding == found.finding else None


def _count(found: list[tuple[int, Placed]], of: Found, *, by_message: bool) -> int:
    return sum(
        placed.finding.code == of.finding.code
        and (placed.finding.message == of.finding.message or not by_message)
        for _, placed in found
    )


def _fixable(found: list[tuple[int, Placed]]) -> Counter[tuple[str, object]]:
    findings = (placed.finding for _, placed in found if placed.finding.fixes)
    return Counter((each.code, each.path) for each in findings)


def _errors(found: list[tuple[int, Placed]]) -> Counter[str]:
    findings = (placed.finding for _, placed in found)
    return Counter(each.code for each in findings if each.severity is Severity.ERROR)
