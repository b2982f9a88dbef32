"""Public datasets that nobody of this project wrote get the verdicts that are expected of them."""

from collections import Counter
from pathlib import Path

import pytest

from tunelint.config.settings import Settings
from tunelint.engine.stream import StreamCheck
from tunelint.rules.finding import Severity

FOLDER = Path(__file__).parents[1] / ".." / "shared" / "datasets"
UNGRADED, FOREIGN = "msfoundry_medmcq_rft_validation", "msfoundry_sarcasm_baseline"
FILES = sorted(FOLDER.glob("*.jsonl"))

pytestmark = pytest.mark.skipif(not FILES, reason=f"no datasets in {FOLDER}")


def found_in(path: Path) -> list[tuple[int, str, Severity]]:
    with path.open("rb") as stream:
        findings = [(hit.row, hit.placed.finding) for hit in StreamCheck(stream, Settings())]
    return [(row, finding.code, finding.severity) for row, finding in findings]


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.stem != FOREIGN], ids=lambda path: path.stem
)
def test_there_is_no_error_in_a_dataset_that_the_service_takes(path: Path) -> None:
    assert [found for found in found_in(path) if found[-1] is Severity.ERROR] == []


def test_examples_without_anything_for_a_grader_get_warnings_only() -> None:
    found = found_in(FOLDER / f"{UNGRADED}.jsonl")
    assert {severity for *_, severity in found} == {Severity.WARNING}
    assert Counter(code for _, code, _ in found)["missing-grader-fields"] == 6150


def test_a_dataset_in_another_format_is_told_once() -> None:
    assert found_in(FOLDER / f"{FOREIGN}.jsonl") == [(0, "unknown-format", Severity.ERROR)]
