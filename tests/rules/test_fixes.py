"""Every fix of every case mends what it is for, and makes nothing else worse."""

import io
from collections import Counter
from pathlib import Path

import pytest

import casefiles
from tunelint.engine.mending import Surroundings, edits_for
from tunelint.engine.stream import StreamCheck
from tunelint.rules.finding import Finding, Severity
from tunelint.rules.fixes import Fix
from tunelint.text.edits import apply_edits

FOLDER = Path(__file__).parents[1] / "cases" / "rules"
AROUND = Surroundings()


def cases() -> list[object]:
    return [
        pytest.param(case, id=f"{path.stem}: {case.title}")
        for path in sorted(FOLDER.glob("*.md"))
        for case in casefiles.read_cases(path)
        if case.labels
    ]


def check(rows: list[bytes], case: casefiles.Case) -> list[tuple[int, Finding]]:
    stream = StreamCheck(io.BytesIO(b"".join(rows)), casefiles.settings(case.info))
    return [(hit.row, hit.placed.finding) for hit in stream]


@pytest.mark.parametrize("case", cases())
def test_a_fix_takes_its_finding_away_and_brings_no_error(case: casefiles.Case) -> None:
    rows = casefiles.rows_of(case)
    before = check(rows, case)
    for number, finding in before:
        for fix in finding.fixes:
            edited = apply_edits(rows[number], edits_for(rows[number], fix, AROUND))
            after = check([*rows[:number], edited, *rows[number + 1 :]], case)
            assert _count(after, finding) < _count(before, finding), fix.title
            assert _errors(after) <= _errors(before) or _goes_on(finding, fix), fix.title


def _count(found: list[tuple[int, Finding]], finding: Finding) -> int:
    return sum(
        (other.code, other.path, other.message) == (finding.code, finding.path, finding.message)
        for _, other in found
    )


def _errors(found: list[tuple[int, Finding]]) -> Counter[str]:
    return Counter(finding.code for _, finding in found if finding.severity is Severity.ERROR)


def _goes_on(finding: Finding, fix: Fix) -> bool:
    """Whether the line could not be read before, so that the next fault only shows now."""
    return finding.code == "invalid-json"
