"""Findings mended in the editor, and what the saved file holds then."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

from e2e.conftest import SERVER, OpenWorkbench
from e2e.datasets import SOUND, example, image, write
from pictures import data_uri

LINE = len(SOUND) + 1
SHOUTED = example([image(detail="HIGH")], "A cat.")
MENDED = example([image(detail="high")], "A cat.")


def shown(url: str) -> str:
    """An example with that image."""
    return example([{"type": "image_url", "image_url": {"url": url}}], "A cat.")


def test_a_quick_fix_is_two_keystrokes_away(open_workbench: OpenWorkbench, tmp_path: Path) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, SHOUTED)
    workbench = open_workbench(dataset.parent)
    workbench.open("broken.jsonl")
    workbench.show_problems()
    workbench.follow(workbench.problem("unknown-detail"))
    workbench.expect_underlined('"HIGH"')

    workbench.act('Change to "high"')
    expect(workbench.problems).to_have_count(0)
    workbench.save()
    assert dataset.read_text("utf-8").splitlines() == [*SOUND, MENDED]


def test_all_that_is_safe_is_fixed_on_save_and_undone_in_one_step(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    faulty = [*SOUND, SHOUTED, "", MENDED.replace("A cat.", "A dog.").replace('"user"', '"User"')]
    dataset = write(tmp_path / "data" / "broken.jsonl", *faulty)
    on_save = {"editor.codeActionsOnSave": {"source.fixAll.tunelint": "explicit"}}
    workbench = open_workbench(dataset.parent, settings={**SERVER, **on_save})
    workbench.open("broken.jsonl")
    workbench.show_problems()
    expect(workbench.problems).to_have_count(3)

    workbench.select(1, 1)
    workbench.type(" ")
    workbench.save()
    expect(workbench.problems).to_have_count(0)
    fixed = [f" {SOUND[0]}", *SOUND[1:], MENDED, MENDED.replace("A cat.", "A dog.")]
    assert dataset.read_text("utf-8").splitlines() == fixed

    workbench.page.keyboard.press("Control+z")
    expect(workbench.problems).to_have_count(3)


def test_an_image_is_converted(open_workbench: OpenWorkbench, tmp_path: Path) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, shown(data_uri("png 64x64 LA")))
    workbench = open_workbench(dataset.parent)
    workbench.open("broken.jsonl")
    workbench.show_problems()
    workbench.follow(workbench.problem("image-mode"))

    workbench.act("Convert greyscale with alpha PNG to RGBA PNG")
    expect(workbench.problems).to_have_count(0)
    workbench.save()
    *sound, last = dataset.read_text("utf-8").splitlines()
    assert sound == SOUND
    url = json.loads(last)["messages"][0]["content"][0]["image_url"]["url"]
    assert last == shown(url)
    assert url.startswith("data:image/png;base64,")


def test_an_image_is_extracted_to_a_file_and_embedded_again(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    embedded = shown(data_uri("png 64x64"))
    dataset = write(tmp_path / "data" / "images.jsonl", *SOUND, embedded)
    workbench = open_workbench(dataset.parent)
    workbench.open("images.jsonl")
    workbench.show_problems()
    workbench.expect_status("images.jsonl: 51 examples, no findings")
    workbench.select(LINE, embedded.index("image_url") + 1)

    workbench.act("Extract this image to a file", "Control+Shift+r")
    expect(workbench.problem("unsupported-url-scheme")).to_be_visible()
    workbench.save()
    (file,) = dataset.parent.glob("*.png")
    assert dataset.read_text("utf-8").splitlines()[-1] == shown(file.name)

    workbench.act("Embed this image", "Control+Shift+r")
    expect(workbench.problems).to_have_count(0)
    workbench.save()
    assert dataset.read_text("utf-8").splitlines()[-1] == embedded


def test_a_rule_is_ignored_in_the_workspace(open_workbench: OpenWorkbench, tmp_path: Path) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, SHOUTED)
    workbench = open_workbench(dataset.parent)
    workbench.open("broken.jsonl")
    workbench.show_problems()
    workbench.follow(workbench.problem("unknown-detail"))
    workbench.expect_underlined('"HIGH"')
    workbench.act("Ignore unknown-detail in this workspace")
    expect(workbench.problems).to_have_count(0)
    written = (dataset.parent / "tunelint.toml").read_text("utf-8")
    assert written == 'ignore = ["unknown-detail"]\n'
