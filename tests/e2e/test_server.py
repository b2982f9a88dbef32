"""Which server the extension starts: its own, the user's, and never an untrusted folder's."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.conftest import SERVER, OpenWorkbench
from e2e.datasets import SOUND, example, image, write

BROKEN = example(user=[image(detail="ultra")], assistant="A cat.")
NOTED = """
import runpy, sys
with open(sys.argv.pop(1), "a") as notes:
    notes.write("started\\n")
runpy.run_module("tunelint", run_name="__main__")
"""


def noted_server(notes: Path) -> dict[str, object]:
    """Settings of a server that notes each of its starts in a file."""
    return {"tunelint.server.command": [sys.executable, "-c", NOTED, str(notes), "lsp"]}


def test_with_no_settings_the_extension_installs_the_server_it_brings(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, BROKEN)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    workbench = open_workbench(dataset.parent, settings={}, environment={"PATH": path})

    workbench.open("broken.jsonl")
    workbench.show_problems()
    expect(workbench.problem("unknown-detail")).to_be_visible(timeout=180_000)


def test_the_server_can_be_restarted(open_workbench: OpenWorkbench, tmp_path: Path) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, BROKEN)
    notes = tmp_path / "notes"
    workbench = open_workbench(dataset.parent, settings=noted_server(notes))
    workbench.open("broken.jsonl")
    workbench.show_problems()
    expect(workbench.problem("unknown-detail")).to_be_visible()

    workbench.run("Tunelint: Restart Server")
    expect(workbench.problems).to_have_count(0)
    expect(workbench.problem("unknown-detail")).to_be_visible()
    assert len(notes.read_text().splitlines()) == 2


@pytest.mark.parametrize("trusted", [False, True])
def test_only_a_trusted_folder_can_name_the_server(
    open_workbench: OpenWorkbench, tmp_path: Path, trusted: bool
) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, BROKEN)
    notes = tmp_path / "notes"
    write(dataset.parent / ".vscode" / "settings.json", json.dumps(noted_server(notes)))
    trust = {
        "security.workspace.trust.enabled": not trusted,
        "security.workspace.trust.startupPrompt": "never",
    }
    workbench = open_workbench(dataset.parent, settings={**SERVER, **trust})

    expect(workbench.restricted_mode).to_have_count(0 if trusted else 1)
    workbench.open("broken.jsonl")
    workbench.show_problems()
    expect(workbench.problem("unknown-detail")).to_be_visible()
    assert notes.exists() == trusted
