"""What is shown under the pointer, as the case files have it.

`{{page code}}` stands for the page of a rule, `{{thumbnail}}` for the data URI of one. The first
line says which text it is about.
"""

import re
from pathlib import Path

import pytest

from cursorcases import CursorCase, read_cursor_cases, rewrite
from tunelint.assist.hover import HEADING, LOWER, MOST_CHARACTERS, hover
from tunelint.assist.shown_image import ShownImage
from tunelint.images.thumbnail import thumbnail
from tunelint.rules.page import page
from tunelint.rules.registry import RULES

FOLDER = Path(__file__).parents[1] / "cases" / "hover"
FILES = sorted(FOLDER.glob("*.md"))
PAGES = {HEADING.sub(LOWER, page(rule)).strip(): rule.code for rule in RULES}
DATA_URI = re.compile(r"\(data:image/(?:jpeg|png);base64,[A-Za-z0-9+/=]+\)")
CASES = [
    pytest.param(case, id=f"{path.stem}: {case.title}")
    for path in FILES
    for case in read_cursor_cases(path)
]


@pytest.fixture(scope="session", autouse=True)
def _update_case_files(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        for path in FILES:
            rewrite(path, {case.first: shown(case) for case in read_cursor_cases(path)})
        pytest.exit("case files are rewritten; review the changes", returncode=1)


def picture(image: ShownImage) -> str | None:
    uri = thumbnail(image.data, image.facts) if image.data and image.facts else None
    return uri and f"![thumbnail]({uri})"


def shown(case: CursorCase) -> list[str]:
    spot = case.spot()
    found = hover(spot, picture)
    if found is None:
        return []
    assert len(found.text) < MOST_CHARACTERS
    row = spot.row.decode().encode("utf-16-le")
    about = row[2 * found.start : 2 * found.end].decode("utf-16-le")
    text = DATA_URI.sub("({{thumbnail}})", found.text)
    for written, code in PAGES.items():
        text = text.replace(written, f"{{{{page {code}}}}}")
    return [f"about {about}", *filter(None, text.splitlines())]


@pytest.mark.parametrize("case", CASES)
def test_exactly_this_is_shown(case: CursorCase) -> None:
    assert shown(case) == case.expected
