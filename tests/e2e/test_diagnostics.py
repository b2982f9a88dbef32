"""The main job: open a dataset, see what is wrong with it, mend it by typing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from e2e.conftest import OpenWorkbench
from e2e.datasets import SOUND, ULTRA, example, image, write

COLUMN = ULTRA.index('"ultra"') + 1


def test_a_finding_shows_at_its_place_and_goes_when_corrected(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, ULTRA)
    line = len(SOUND) + 1
    workbench = open_workbench(dataset.parent)

    workbench.open("broken.jsonl")
    workbench.show_problems()
    finding = workbench.problem("unknown-detail", at=(line, COLUMN))
    expect(finding).to_contain_text("ultra")
    workbench.follow(finding)
    workbench.expect_underlined('"ultra"')
    workbench.expect_status("broken.jsonl: 51 examples, 1 error")
    expect(workbench.hover('"ultra"')).to_contain_text("unknown-detail")
    workbench.screenshot("found")

    workbench.select(line, COLUMN + 1, length=len("ultra"))
    workbench.type("high")
    expect(workbench.problems).to_have_count(0)
    workbench.expect_underlined()
    workbench.expect_status("broken.jsonl: 51 examples, no findings")
    workbench.save()
    assert dataset.read_text("utf-8").splitlines()[-1] == ULTRA.replace("ultra", "high")


def test_each_open_dataset_has_findings_of_its_own(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    write(folder / "sound.jsonl", *SOUND)
    write(folder / "answers.jsonl", *SOUND, example("Draw a cat.", [image()]))
    write(folder / "questions.ndjson", *SOUND, ULTRA)
    workbench = open_workbench(folder)

    workbench.show_problems()
    for name in ("sound.jsonl", "answers.jsonl", "questions.ndjson"):
        workbench.open(name)
    expect(workbench.problem("assistant-image")).to_have_count(1)
    expect(workbench.problem("unknown-detail")).to_have_count(1)
    expect(workbench.problems).to_have_count(2)
    workbench.open("sound.jsonl")
    workbench.expect_status("sound.jsonl: 50 examples, no findings")


def test_an_untitled_document_is_checked_without_a_file(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    workbench = open_workbench(folder)

    workbench.run("File: New Untitled Text File")
    workbench.run("Change Language Mode")
    workbench.choose("JSON Lines")
    workbench.paste(ULTRA)
    workbench.show_problems()
    expect(workbench.problem("unknown-detail", at=(1, COLUMN))).to_be_visible()
    expect(workbench.problem("too-few-examples")).to_be_visible()
