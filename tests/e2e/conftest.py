"""A real VS Code for each test: a workbench on its folder, seen through Chromium."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

import editor
from e2e.rehearsing import Rehearsal, rehearsing
from e2e.workbench import Workbench

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ARTIFACTS = HERE / "artifacts"
EXTENSION = ROOT / "client-vscode" / "dist" / "tunelint.vsix"
NOTES = ("tunelint.codeLens", "tunelint.inlayHints")
SERVER: Mapping[str, object] = {
    "tunelint.server.command": [sys.executable, "-m", "tunelint", "lsp"],
    # They come a moment later than all else, and move what is being pointed at.
    **dict.fromkeys(NOTES, False),
}

OpenWorkbench = Callable[..., Workbench]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-screenshot", action="store_true", help="take the README's picture of the editor"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run these tests last: they are the slowest, and Playwright's loop keeps asyncio out."""
    items.sort(key=lambda item: HERE in item.path.parents)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for picture in sorted(ARTIFACTS.rglob("*.png")):
        terminalreporter.write_line(f"screenshot: {picture.relative_to(ROOT)}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    missing = [
        thing
        for thing, there in (
            ("Chromium", editor.chromium()),
            ("the editor (npm packages of editor/)", editor.installed()),
            (f"the extension ({EXTENSION.relative_to(ROOT)})", EXTENSION.exists()),
        )
        if not there
    ]
    if missing:
        reason = f"no real editor without {' and '.join(missing)}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=editor.chromium(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )


@pytest.fixture
def open_workbench(
    chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[OpenWorkbench]:
    """Opens a folder in an editor of its own, and keeps a picture of how the test left it."""
    pictures = ARTIFACTS / re.sub(r"\W+", "-", request.node.name.removeprefix("test_")).strip("-")
    shutil.rmtree(pictures, ignore_errors=True)
    with ExitStack() as stack:

        def open_workbench(
            folder: Path,
            settings: Mapping[str, object] = SERVER,
            environment: Mapping[str, str] | None = None,
        ) -> Workbench:
            url = stack.enter_context(
                editor.serve(
                    folder, EXTENSION, settings, state=tmp_path / "editor", environment=environment
                )
            )
            context = chromium.new_context(
                viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
            )
            stack.callback(context.close)
            workbench = Workbench(context.new_page(), pictures)
            stack.callback(workbench.screenshot, "end")
            workbench.visit(url)
            return workbench

        yield open_workbench


@pytest.fixture
def rehearsal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Rehearsal]:
    """A local service. A job takes two seconds; as an indirect parameter, 20 by that number."""
    with rehearsing(tmp_path / "rehearsal", speed=getattr(request, "param", 10.0)) as service:
        yield service
