"""The jobs view: a job is followed from its first second to its last, whatever the window does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.conftest import OpenWorkbench
from e2e.datasets import SOUND, write
from e2e.rehearsing import Rehearsal
from e2e.workbench import Workbench

MODEL = "gpt-4.1-mini-2025-04-14"
NOBODY = SOUND[0].replace('"user"', '"usr"')

# How many different colours a chart was drawn with: none at all when it is empty.
COLOURS = """canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
}"""


@pytest.fixture
def workbench(open_workbench: OpenWorkbench, rehearsal: Rehearsal, tmp_path: Path) -> Workbench:
    """An editor on a folder with a training file, and a service to send it to."""
    folder = write(tmp_path / "data" / "train.jsonl", *SOUND).parent
    write(folder / "validation.jsonl", *SOUND[:20])
    workbench = open_workbench(folder, environment=rehearsal.environment)
    workbench.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return workbench


def submit(rehearsal: Rehearsal, folder: Path) -> None:
    """Order a job as on the command line, which leaves a record of it."""
    files = ["train.jsonl", "--validation-file", "validation.jsonl"]
    order = [*files, "--model", MODEL, "--suffix", "kitchen", "--no-follow", "--yes"]
    subprocess.run(
        [sys.executable, "-m", "tunelint", "submit", *order],
        cwd=folder,
        env={**os.environ, **rehearsal.environment},
        check=True,
    )


@pytest.mark.parametrize("rehearsal", [0.7], indirect=True)
def test_a_job_goes_from_validating_to_succeeded_in_sight(
    workbench: Workbench, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    workbench.show_jobs()
    expect(workbench.page.locator(".sidebar")).to_contain_text("No jobs yet")
    workbench.screenshot("welcome")

    submit(rehearsal, tmp_path / "data")
    workbench.refresh_jobs()
    row = workbench.jobs.filter(has_text="kitchen")
    expect(row).to_contain_text("validating files")
    row.click()
    panel = workbench.preview
    expect(panel.get_by_role("heading", name="kitchen")).to_be_visible()
    status = panel.get_by_role("status")
    expect(row).to_contain_text("running")
    expect(status).to_have_text("running")
    expect(panel.get_by_role("log")).to_contain_text("Checkpoint created at step 50")
    expect(panel.locator(".checkpoints tbody tr").first).to_be_visible()
    workbench.screenshot("running")

    expect(row).to_contain_text("succeeded", timeout=60_000)
    expect(status).to_have_text("succeeded")
    expect(panel.get_by_role("log")).to_contain_text("The job has successfully completed")
    expect(panel.locator("tr.best")).to_have_count(1)
    for chart in panel.locator("canvas").all():
        assert chart.evaluate(COLOURS) > 10
    expect(panel.locator(".chart.with-best")).to_have_count(2)
    workbench.screenshot("succeeded")

    panel.get_by_role("button", name="Copy Model Name").click()
    expect(workbench.page.locator(".statusbar")).to_contain_text("Copied")
    assert "kitchen-rehearsal" in workbench.page.evaluate("navigator.clipboard.readText()")

    workbench.page.reload()
    expect(status).to_have_text("succeeded")


@pytest.mark.parametrize("rehearsal", [1.0], indirect=True)
def test_a_reloaded_window_goes_on_following_with_nothing_clicked(
    workbench: Workbench, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    submit(rehearsal, tmp_path / "data")
    workbench.run("Tunelint: Refresh Jobs")
    expect(workbench.activity.locator(".badge")).to_have_text("1")

    workbench.page.reload()
    told = workbench.notifications.filter(has_text="Job kitchen succeeded")
    expect(told).to_be_visible(timeout=60_000)
    expect(workbench.page.locator(".explorer-folders-view")).to_be_visible()
    told.get_by_role("button", name="Open Job").click()
    expect(workbench.preview.get_by_role("status")).to_have_text("succeeded")

    workbench.show_jobs()
    row = workbench.jobs.filter(has_text="kitchen").first
    expect(row).to_contain_text("succeeded")
    row.locator(".monaco-tl-twistie").click()
    workbench.jobs.filter(has_text="Checkpoints").locator(".monaco-tl-twistie").click()
    expect(workbench.jobs.filter(has_text="Step 100")).to_contain_text("best")
    workbench.screenshot("parts")
    workbench.jobs.filter(has_text="Results file").click()
    expect(workbench.page.locator(".view-line").first).to_contain_text("step,train_loss")


def test_what_fails_a_job_is_told_and_stays_on_its_line(
    open_workbench: OpenWorkbench, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    folder = write(tmp_path / "data" / "train.jsonl", *SOUND, NOBODY).parent
    (folder / "tunelint.toml").write_text('ignore = ["unknown-role"]\n', "utf-8")
    write(folder / "validation.jsonl", *SOUND[:20])
    submit(rehearsal, folder)
    workbench = open_workbench(folder, environment=rehearsal.environment)
    workbench.show_jobs()
    row = workbench.jobs.filter(has_text="kitchen")
    expect(row).to_contain_text("failed")
    expect(workbench.notifications).to_contain_text("Job kitchen failed")
    row.click()
    why = re.compile(f"Example {len(SOUND) + 1}, .*usr")
    expect(workbench.preview.locator("header .note.error")).to_contain_text(why)
    workbench.show_problems()
    place = (len(SOUND) + 1, 1)
    expect(workbench.problem("service-said", at=place)).to_contain_text(why)
    workbench.screenshot("failed")

    workbench.page.keyboard.press("Control+Shift+e")
    workbench.visit(workbench.page.url)
    workbench.open("train.jsonl")
    workbench.show_problems()
    expect(workbench.problem("service-said", at=place)).to_be_visible()


@pytest.mark.parametrize("rehearsal", [0.5], indirect=True)
def test_a_job_is_paused_resumed_and_cancelled_from_its_panel(
    workbench: Workbench, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    workbench.show_jobs()
    submit(rehearsal, tmp_path / "data")
    workbench.refresh_jobs()
    workbench.jobs.click()
    panel = workbench.preview
    status = panel.get_by_role("status")

    panel.get_by_role("button", name="Pause").click()
    expect(status).to_have_text("paused")
    workbench.screenshot("paused")
    panel.get_by_role("button", name="Resume").click()
    expect(status).to_have_text("running")
    panel.get_by_role("button", name="Cancel Job").click()
    workbench.page.locator(".monaco-dialog-box").get_by_role("button", name="Cancel Job").click()
    expect(status).to_have_text("cancelled")
    expect(workbench.notifications).to_contain_text("Job kitchen was cancelled")

    workbench.jobs.click(button="right")
    workbench.choose_from_menu("Remove from List")
    expect(workbench.jobs).to_have_count(0)
