"""Help while writing: completion by keyboard, and an image that is seen where it stands."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

import pictures
from e2e.conftest import OpenWorkbench
from e2e.datasets import SOUND, example, write

URL = pictures.data_uri("png 1024x1024")
LINE = example(
    [{"type": "image_url", "image_url": {"detail": "", "url": URL}}], "A gradient in two colours."
)
IN_DETAIL = LINE.index('"detail": ""') + len('"detail": "')


def test_detail_is_completed_by_keyboard_and_its_image_is_seen(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "images.jsonl", LINE, *SOUND)
    workbench = open_workbench(dataset.parent)
    workbench.open("images.jsonl")
    workbench.expect_status("images.jsonl: 51 examples")

    workbench.select(1, IN_DETAIL + 1)
    offered = workbench.suggest()
    expect(offered).to_have_count(3)
    for row, text in enumerate(("low85 tokens", "high765 tokens (1024x1024)", "auto85 to 765")):
        expect(offered.nth(row)).to_contain_text(text)
    workbench.screenshot("offered")
    workbench.page.keyboard.press("ArrowDown")
    workbench.page.keyboard.press("Enter")
    workbench.save()
    written = json.loads(dataset.read_text("utf-8").splitlines()[0])
    image = written["messages"][0]["content"][0]["image_url"]
    assert image == {"detail": "high", "url": URL}

    shown = workbench.hover('"detail"')
    expect(shown).to_contain_text("PNG, RGB, 1024x1024 pixels")
    expect(shown).to_contain_text("high: 765 tokens (1024x1024)")
    thumbnail = shown.locator("img")
    expect(thumbnail).to_be_visible()
    assert thumbnail.evaluate("image => image.decode().then(() => image.naturalWidth)") == 256
    workbench.screenshot("seen")


def test_a_row_is_written_with_nothing_but_what_is_offered(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "new.jsonl", *SOUND)
    workbench = open_workbench(dataset.parent)
    workbench.open("new.jsonl")
    workbench.expect_status("new.jsonl: 50 examples")

    workbench.select(len(SOUND) + 1, 1)
    expect(workbench.suggest().first).to_contain_text("chat example")
    workbench.page.keyboard.press("Enter")
    workbench.type("Who?")
    workbench.page.keyboard.press("Tab")
    workbench.type("Me.")
    workbench.save()
    assert dataset.read_text("utf-8").splitlines()[-1] == example("Who?", "Me.")
