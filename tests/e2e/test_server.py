"""Which server the extension starts: its own, the user's, and never an untrusted folder's."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.conftest import SERVER, OpenWorkbench
from e2e.datasets import SOUND, ULTRA, write

# Notes its start, and serves only while nothing forbids it.
OBSERVED = """
import runpy, sys
from pathlib import Path

folder = Path(sys.argv.pop(1))
(folder / "started").touch()
if (folder / "forbidden").exists():
    sys.exit("forbidden")
runpy.run_module("tunelint", run_name="__main__")
"""


def observed_server(folder: Path) -> dict[str, object]:
    """Settings of a server that can be seen to start, and kept from it, through files."""
    return {"tunelint.server.command": [sys.executable, "-c", OBSERVED, str(folder), "lsp"]}


def test_with_no_settings_the_extension_installs_the_server_it_brings(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, ULTRA)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    workbench = open_workbench(dataset.parent, settings={}, environment={"PATH": path})

    workbench.open("broken.jsonl")
    workbench.show_problems()
    expect(workbench.problem("unknown-detail")).to_be_visible(timeout=180_000)


def test_a_server_that_fails_is_reported_and_can_be_restarted(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, ULTRA)
    workbench = open_workbench(dataset.parent, settings=observed_server(tmp_path))
    workbench.open("broken.jsonl")
    workbench.show_problems()
    expect(workbench.problem("unknown-detail")).to_be_visible()

    (tmp_path / "forbidden").touch()
    workbench.run("Tunelint: Restart Server")
    workbench.expect_status("The Tunelint server is not running.")
    expect(workbench.problems).to_have_count(0)
    expect(workbench.notifications).to_contain_text("ended before it answered")
    workbench.run("Tunelint: Preview Example")
    restart = "The Tunelint server is not running. “Tunelint: Restart Server” starts it."
    expect(workbench.preview.locator("body")).to_have_text(restart)

    (tmp_path / "forbidden").unlink()
    workbench.run("Tunelint: Restart Server")
    expect(workbench.problem("unknown-detail")).to_be_visible()


@pytest.mark.parametrize("trusted", [False, True], ids=["restricted", "trusted"])
def test_only_a_trusted_folder_can_name_the_server(
    open_workbench: OpenWorkbench, tmp_path: Path, trusted: bool
) -> None:
    dataset = write(tmp_path / "data" / "broken.jsonl", *SOUND, ULTRA)
    write(dataset.parent / ".vscode" / "settings.json", json.dumps(observed_server(tmp_path)))
    trust = {
        "security.workspace.trust.enabled": not trusted,
        "security.workspace.trust.startupPrompt": "never",
    }
    workbench = open_workbench(dataset.parent, settings={**SERVER, **trust})

    workbench.open("broken.jsonl")
    workbench.show_problems()
    expect(workbench.problem("unknown-detail")).to_be_visible()
    expect(workbench.restricted_mode).to_have_count(0 if trusted else 1)
    assert (tmp_path / "started").exists() == trusted
