"""Public datasets that nobody of this project wrote get the verdicts that are expected of them."""

from collections import Counter
from pathlib import Path

import pytest

from tunelint.config.settings import Settings
from tunelint.engine.stream import StreamCheck
from tunelint.rules.finding import Severity

FOLDER = Path(__file__).parents[1] / ".." / "shared" / "datasets"
NOT_YET_JUDGED = {"msfoundry_sarcasm_baseline"}
FILES = sorted(path for path in FOLDER.glob("*.jsonl") if path.stem not in NOT_YET_JUDGED)

pytestmark = pytest.mark.skipif(not FILES, reason=f"no datasets in {FOLDER}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_there_is_no_error_in_a_dataset_that_the_service_takes(path: Path) -> None:
    with path.open("rb") as stream:
        found = Counter(hit.placed.finding for hit in StreamCheck(stream, Settings()))
    assert not [finding for finding in found if finding.severity is Severity.ERROR]
