"""What a view of an example shows, and what becomes of the row when it is edited."""

from pathlib import Path

import pytest

from viewcases import ViewCase, read_view_cases, update

FILES = sorted((Path(__file__).parents[1] / "cases" / "view").glob("*.md"))
CASES = [pytest.param(case, id=case.title) for path in FILES for case in read_view_cases(path)]


@pytest.fixture(scope="session", autouse=True)
def _update_case_files(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        for path in FILES:
            update(path)
        pytest.exit("case files are rewritten; review the changes", returncode=1)


@pytest.mark.parametrize("case", CASES)
def test_this_comes_of_it(case: ViewCase) -> None:
    assert case.answer == case.expected
