"""The page of a rule: at the finding itself, and beside the dataset on request."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from e2e.conftest import OpenWorkbench
from e2e.datasets import SOUND, ULTRA, write

COLUMN = ULTRA.index('"ultra"') + 1


def test_a_finding_is_explained_in_place_and_on_a_page_of_its_own(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, ULTRA)
    workbench = open_workbench(dataset.parent)
    workbench.open("broken.jsonl")
    workbench.show_problems()
    workbench.follow(workbench.problem("unknown-detail"))
    workbench.expect_underlined('"ultra"')

    page = workbench.hover('"ultra"')
    for heading in ("unknown-detail", "Why", "Fix", "Source"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    workbench.screenshot("hover")

    workbench.select(len(SOUND) + 1, COLUMN + 1)
    workbench.act("Explain unknown-detail")
    for heading in ("unknown-detail", "Why", "Fix", "Source"):
        expect(workbench.preview.get_by_role("heading", name=heading)).to_be_visible()
    assert dataset.read_text("utf-8").splitlines()[-1] == ULTRA
