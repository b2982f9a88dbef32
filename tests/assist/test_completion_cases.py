"""What is offered at the cursor, as the case files have it: what it replaces, and what with."""

import re
from pathlib import Path

import pytest

from cursorcases import CursorCase, read_cursor_cases, rewrite
from tunelint.assist.completion import complete

FOLDER = Path(__file__).parents[1] / "cases" / "completion"
SPACE_AT_END = re.compile("^ | $")
FILES = sorted(FOLDER.glob("*.md"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case.title}")
    for path in FILES
    for case in read_cursor_cases(path)
]


@pytest.fixture(scope="session", autouse=True)
def _update_case_files(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        for path in FILES:
            rewrite(path, {case.first: offered(case) for case in read_cursor_cases(path)})
        pytest.exit("case files are rewritten; review the changes", returncode=1)


def offered(case: CursorCase) -> list[str]:
    """What the row's text gives way to, and a line for each item: name, detail, new text."""
    spot = case.spot()
    found = complete(
        spot,
        snippets="snippets" in case.info,
        is_asked="typed" not in case.info,
        files=lambda: list(filter(None, case.given("files").split(","))),
    )
    if found is None:
        return []
    text = spot.row.decode().encode("utf-16-le")[2 * found.start : 2 * found.end]
    replaced = [f"in place of {text.decode('utf-16-le')}"] if text else []
    items = ((item.label, item.detail, SPACE_AT_END.sub("␠", item.text)) for item in found.items)
    return [*replaced, *(" | ".join(filter(None, item)) for item in items)]


@pytest.mark.parametrize("case", CASES)
def test_exactly_this_is_offered(case: CursorCase) -> None:
    assert offered(case) == case.expected
