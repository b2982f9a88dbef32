"""Every rule fires on its cases, at the right place and with its words, and nowhere else."""

from pathlib import Path

import pytest

import casefiles
from tunelint.rules.registry import BY_CODE, RULES

FOLDER = Path(__file__).parents[1] / "cases" / "rules"
FILES = sorted(FOLDER.glob("*.md"))
CASES = [
    pytest.param(path, case, id=f"{path.stem}: {case.title}")
    for path in FILES
    for case in casefiles.read_cases(path)
]


@pytest.fixture(scope="session", autouse=True)
def _update_case_files(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        for path in FILES:
            casefiles.update(path)
        pytest.exit("case files are rewritten; review the changes", returncode=1)


@pytest.mark.parametrize(("path", "case"), CASES)
def test_findings_and_carets_match_one_to_one(path: Path, case: casefiles.Case) -> None:
    for line, found in zip(case.lines, casefiles.found_in(case), strict=True):
        missing = [
            label
            for label in line.labels
            if not any(casefiles.matches(label, actual) for actual in found)
        ]
        unexpected = [
            actual
            for actual in found
            if not any(casefiles.matches(label, actual) for label in line.labels)
        ]
        shown = "\n".join([line.template[:500], *missing, "-- but found --", *unexpected])
        assert not missing, shown
        assert not unexpected, shown


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_has_a_case_that_fires_and_a_clean_twin(rule: object) -> None:
    code = rule.code  # type: ignore[attr-defined]
    cases = list(casefiles.read_cases(FOLDER / f"{code}.md"))
    assert any(f"^ {code} " in label for case in cases for label in case.labels)
    assert any(not case.labels for case in cases)


def test_each_case_file_is_about_a_rule() -> None:
    assert {path.stem for path in FILES} <= BY_CODE.keys()
