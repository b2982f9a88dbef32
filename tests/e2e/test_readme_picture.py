"""The README's picture of the editor: what it shows is what a person sees."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from e2e.conftest import NOTES, ROOT, SERVER, OpenWorkbench


def test_the_example_of_the_readme_shows_its_findings(
    open_workbench: OpenWorkbench, pytestconfig: pytest.Config
) -> None:
    looks = {"editor.cursorBlinking": "solid", "editor.minimap.enabled": False}
    notes = dict.fromkeys(NOTES, True)
    workbench = open_workbench(ROOT / "examples", {**SERVER, **looks, **notes})

    workbench.open("vision-bad.jsonl")
    workbench.show_problems()
    for code in ("assistant-image", "image-mode", "unknown-detail"):
        expect(workbench.problem(code).first).to_be_visible()
    expect(workbench.lens).to_contain_text(re.compile(r"10 examples, [\d,]+ to [\d,]+ tokens"))
    picture = workbench.screenshot("editor")
    if pytestconfig.getoption("--update-screenshot"):
        (ROOT / "docs" / "images").mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, ROOT / "docs" / "images" / "editor.png")
