"""From a dataset to a job by the questions that the editor asks, and where a key goes then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import expect

from e2e.conftest import OpenWorkbench
from e2e.datasets import SOUND, ULTRA, write
from e2e.rehearsing import Rehearsal, rehearsing
from e2e.workbench import Workbench

SUBMIT = "Tunelint: Submit Fine-Tune Job…"
MODEL = "gpt-4.1-2025-04-14"
NEVER_SHOWN = "a-key-that-nobody-may-see"
COLUMN = ULTRA.index('"ultra"') + 1


def sent(rehearsal: Rehearsal, what: str) -> list[dict[str, Any]]:
    """What the service has of something."""
    url = f"{rehearsal.address}/openai/v1/{what}"
    with httpx.Client(trust_env=False, headers={"api-key": "any"}) as client:
        found: list[dict[str, Any]] = client.get(url).json()["data"]
    return found


def open_dataset(workbench: Workbench, name: str) -> None:
    """Open a dataset, and wait until it can be submitted."""
    workbench.open(name)
    expect(workbench.status.locator("a")).to_have_attribute("aria-label", re.compile("examples"))
    expect(workbench.page.get_by_role("button", name="Submit Fine-Tune Job…")).to_be_visible()


def opened(
    open_workbench: OpenWorkbench, tmp_path: Path, environment: Mapping[str, str]
) -> Workbench:
    """A window with a dataset that the service has nothing against."""
    dataset = write(tmp_path / "data" / "train.jsonl", *SOUND)
    workbench = open_workbench(dataset.parent, environment=environment)
    open_dataset(workbench, "train.jsonl")
    return workbench


def go_on(workbench: Workbench, *, over: str) -> None:
    """Leave a question as it is answered already, once it shows that."""
    expect(workbench.question).to_contain_text(over)
    workbench.page.keyboard.press("Enter")


def give_key(workbench: Workbench, service: Rehearsal, key: str) -> None:
    """Sign in with a key, which nobody sees."""
    workbench.pick("API key")
    expect(workbench.question).to_contain_text(f"It goes to {service.host} only")
    expect(workbench.blank).to_have_attribute("type", "password")
    workbench.answer(key)


def leave_the_rest(workbench: Workbench) -> None:
    """Choose a model, and leave all else as it is."""
    workbench.pick(MODEL)
    go_on(workbench, over="No validation file")
    go_on(workbench, over="64 characters")
    workbench.pick("Go on with these")
    workbench.pick("As the service chooses")


def test_a_dataset_becomes_a_job_and_answers_survive_a_step_back(
    open_workbench: OpenWorkbench, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    write(folder / "train.jsonl", *SOUND)
    write(folder / "validation.jsonl", *SOUND[:20])
    workbench = open_workbench(folder, environment=rehearsal.environment)
    open_dataset(workbench, "train.jsonl")

    workbench.run(SUBMIT)
    expect(workbench.question).to_contain_text("Submit Fine-Tune Job")
    workbench.screenshot("service")
    workbench.pick(f"Azure v1 at {rehearsal.host}")
    expect(workbench.question).to_contain_text(MODEL)
    workbench.screenshot("model")
    workbench.pick(MODEL)
    workbench.pick("validation.jsonl")
    expect(workbench.question).to_contain_text("64 characters")
    workbench.answer("kitchen")
    workbench.pick("Epochs")
    workbench.answer("0")
    expect(workbench.question).to_contain_text("Epochs is 0; it takes a whole number from 1 to 50.")
    workbench.screenshot("refused number")
    workbench.answer("2")

    expect(workbench.blank).to_have_attribute("placeholder", re.compile("hyperparameters"))
    workbench.go_back()
    expect(workbench.blank).to_have_value("kitchen")
    workbench.go_back()
    go_on(workbench, over="No validation file")
    expect(workbench.blank).to_have_value("kitchen")
    go_on(workbench, over="64 characters")
    expect(workbench.question.get_by_label(re.compile("^Epochs, 2"))).to_be_visible()
    expect(workbench.question.get_by_label(re.compile("^Seed, auto"))).to_be_visible()
    workbench.screenshot("hyperparameters")
    workbench.pick("Go on with these")
    workbench.pick("As the service chooses")

    expect(workbench.question).to_contain_text("train.jsonl (")
    expect(workbench.question).to_contain_text("2 epochs with")
    workbench.screenshot("confirmation")
    workbench.pick("Show the request")
    expect(workbench.page.locator(".editor-instance .view-lines").last).to_contain_text("kitchen")
    workbench.screenshot("request")
    workbench.pick("Submit")
    told = workbench.notifications.filter(has_text="was ordered")
    expect(told).to_be_visible()
    workbench.screenshot("ordered")

    (job,) = sent(rehearsal, "fine_tuning/jobs")
    assert job["id"] in told.inner_text()
    assert job["model"] == MODEL
    assert job["user_provided_suffix"] == "kitchen"
    assert job["validation_file"]
    assert job["method"]["supervised"]["hyperparameters"]["n_epochs"] == 2
    told.get_by_role("button", name="Show Jobs").click()
    expect(workbench.jobs.filter(has_text="kitchen")).to_be_visible()


def test_a_key_is_asked_for_once_and_stands_in_nothing_that_is_written(
    open_workbench: OpenWorkbench, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    workbench = opened(open_workbench, tmp_path, rehearsal.keyless)

    workbench.run(SUBMIT)
    workbench.pick("Azure OpenAI…")
    expect(workbench.question).to_contain_text("The endpoint, as the portal shows it.")
    workbench.answer("http://example.com")
    expect(workbench.question).to_contain_text("over https only")
    workbench.answer(rehearsal.address)
    give_key(workbench, rehearsal, NEVER_SHOWN)
    leave_the_rest(workbench)
    workbench.pick("Submit")
    expect(workbench.notifications.filter(has_text="was ordered")).to_be_visible()

    workbench.run(SUBMIT)
    workbench.pick(f"{rehearsal.address}/openai/v1")
    expect(workbench.blank).to_have_attribute("placeholder", "Which model is to be tuned?")
    workbench.page.keyboard.press("Escape")

    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in written if NEVER_SHOWN.encode() in path.read_bytes()] == []
    assert any(rehearsal.state in path.parents for path in written)


def test_a_key_that_is_denied_is_asked_for_again_in_the_course_of_the_submission(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    with rehearsing(tmp_path / "rehearsal", 10.0, "401*1") as denying:
        workbench = opened(open_workbench, tmp_path, denying.keyless)
        workbench.run(SUBMIT)
        workbench.pick("Azure OpenAI…")
        workbench.answer(denying.address)
        give_key(workbench, denying, "stale")
        leave_the_rest(workbench)
        workbench.pick("Submit")

        expect(workbench.question).to_contain_text("refused the last credential")
        workbench.screenshot("denied")
        give_key(workbench, denying, "fresh")
        expect(workbench.notifications.filter(has_text="was ordered")).to_be_visible()
        assert len(sent(denying, "fine_tuning/jobs")) == 1


def test_the_rehearsal_on_this_computer_takes_a_job_to_its_end(
    open_workbench: OpenWorkbench, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    workbench = opened(open_workbench, tmp_path, rehearsal.keyless)
    workbench.run(SUBMIT)
    workbench.pick("Rehearsal on this computer")
    leave_the_rest(workbench)
    expect(workbench.blank).to_have_attribute("placeholder", re.compile("Rehearsal at 127.0.0.1"))
    workbench.pick("Submit")
    told = workbench.notifications.filter(has_text="was ordered")
    told.get_by_role("button", name="Show Jobs").click()
    expect(workbench.jobs.first).to_contain_text("validating files")
    workbench.jobs.first.click()
    expect(workbench.preview.get_by_role("log")).to_contain_text("This is a rehearsal")

    workbench.page.reload()
    expect(workbench.jobs.first).to_contain_text("succeeded", timeout=60_000)
    expect(workbench.notifications.filter(has_text="succeeded")).to_be_visible()
    assert sent(rehearsal, "fine_tuning/jobs") == []


def test_a_dataset_with_an_error_is_refused_and_its_findings_are_shown(
    open_workbench: OpenWorkbench, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, ULTRA)
    write(dataset.parent / "sound.jsonl", *SOUND)
    workbench = open_workbench(dataset.parent, environment=rehearsal.environment)
    open_dataset(workbench, "sound.jsonl")

    row = workbench.page.locator(".explorer-folders-view .monaco-list-row", has_text="broken.jsonl")
    row.click(button="right")
    workbench.choose_from_menu("Submit Fine-Tune Job…")
    workbench.pick(f"Azure v1 at {rehearsal.host}")
    leave_the_rest(workbench)
    told = workbench.notifications.filter(has_text="Nothing was sent.")
    expect(told).to_contain_text("would reject this file: unknown-detail")
    workbench.screenshot("refused")
    told.get_by_role("button", name="Show Problems").click()
    expect(workbench.problem("unknown-detail")).to_be_visible()
    expect(workbench.cursor).to_contain_text(f"Ln {len(SOUND) + 1}, Col {COLUMN}")
    assert sent(rehearsal, "files") == []


def test_what_is_not_saved_is_saved_first_and_told_of_at_once_if_it_is_rejected(
    open_workbench: OpenWorkbench, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, ULTRA)
    workbench = open_workbench(dataset.parent, environment=rehearsal.environment)
    open_dataset(workbench, "broken.jsonl")
    workbench.select(1, 2)
    workbench.type(" ")
    expect(workbench.page.locator(".tab.active.dirty")).to_be_visible()

    workbench.run(SUBMIT)
    dialog = workbench.page.locator(".monaco-dialog-box")
    expect(dialog).to_contain_text("broken.jsonl has unsaved changes.")
    dialog.get_by_role("button", name="Save").click()
    workbench.pick(f"Azure v1 at {rehearsal.host}")
    expect(workbench.question).to_contain_text("The service would reject this file as it is")
    workbench.screenshot("told")
    workbench.page.keyboard.press("Enter")
    expect(workbench.problem("unknown-detail")).to_be_visible()
    assert dataset.read_text("utf-8").startswith("{ ")
