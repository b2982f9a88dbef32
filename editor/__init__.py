"""A real VS Code workbench, served to a browser by code-server's copy of it (see package.json)."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

PACKAGES = Path(__file__).parent / "node_modules"
VSCODE = PACKAGES / "code-server" / "lib" / "vscode"
SERVER = VSCODE / "out" / "server-main.js"

# No network, no updates, no welcome page, no chat: only the editor and the extension.
QUIET: Mapping[str, object] = {
    "chat.disableAIFeatures": True,
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "files.autoSave": "off",
    "git.enabled": False,
    "security.workspace.trust.enabled": False,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
}


def chromium() -> str | None:
    """The program of a Chromium on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    return next(filter(None, map(shutil.which, names)), None)


def installed() -> bool:
    """Whether the pinned packages are all there, VS Code's own included."""
    return all((code / "node_modules").is_dir() for code in (VSCODE, VSCODE / "extensions"))


class NotStarted(Exception):
    """A program that was started here is not there; the message says which, and what it wrote."""


@contextlib.contextmanager
def serve(
    folder: Path,
    extension: Path,
    settings: Mapping[str, object],
    *,
    state: Path,
    environment: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Serve the workbench on `folder` to who has the address that this gives.

    Everything it writes stays in `state`; `settings` are the user's.
    """
    # A served workbench takes some settings from the user's file, and the rest from the machine's.
    for owner in ("User", "Machine"):
        file = state / "user" / owner / "settings.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({**QUIET, **settings}, indent=2), "utf-8")
    token = secrets.token_hex(16)
    log = state / "server.log"
    node = shutil.which("node", path=str(PACKAGES / ".bin")) or "node"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(node, SERVER, "--accept-server-license-terms", "--connection-token", token),
                *("--host", "127.0.0.1", "--port", "0", "--telemetry-level", "off"),
                *("--start-server", "--force", "--install-extension", extension),
                *("--server-data-dir", state / "server", "--user-data-dir", state / "user"),
                *("--extensions-dir", state / "extensions"),
            ],
            env={
                **os.environ,
                "EXTENSIONS_GALLERY": "{}",
                "XDG_CONFIG_HOME": str(state / "config"),
                "XDG_DATA_HOME": str(state / "data"),
                "XDG_STATE_HOME": str(state / "records"),
                **(environment or {}),
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        # Not the server's --default-folder: opened that way, the workbench draws no squiggles.
        query = urlencode({"tkn": token, "folder": f"/{folder.as_posix().lstrip('/')}"})
        yield f"http://127.0.0.1:{_port(process, log)}/?{query}"
    finally:
        _end(process)


def _port(process: subprocess.Popen[bytes], log: Path, patience: float = 30) -> str:
    """The port the server says it listens on, as soon as it says so."""
    deadline = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < deadline:
        said = re.search(r"Web UI available at http://localhost:(\d+)", log.read_text("utf-8"))
        if said:
            return said[1]
        time.sleep(0.02)
    raise NotStarted(f"The workbench did not start:\n{log.read_text('utf-8')}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the server with its extension hosts and their language servers."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/f", "/t", "/pid", str(process.pid)], check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
