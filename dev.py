#!/usr/bin/env python3
"""Tunelint for its developers: build it and open the editor, or check all of it as CI does."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import inspect
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from functools import partial, wraps
from pathlib import Path

import editor
from editor.rehearsing import ENDPOINT, rehearsing

ROOT = Path(__file__).resolve().parent
PROJECT = ROOT / "pyproject.toml"
CLIENT = ROOT / "client-vscode"
WHEELS = CLIENT / "server"
EXTENSION = CLIENT / "dist" / "tunelint.vsix"
EDITOR = ROOT / "editor"
EXAMPLES = ROOT / "examples"
VENV = ROOT / ".venv"
STATE = ROOT / ".dev"

NPM = shutil.which("npm") or "npm"

Task = Callable[[], None]
say = partial(print, flush=True)


class Failed(Exception):
    """Something that the work rests on went wrong; the message is for the developer."""


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run_options = commands.add_parser("run", help="build, and open the editor on examples/")
    run_options.add_argument("--no-editor", action="store_true", help="stop before the editor")
    commands.add_parser("docs", help="write the documentation that is generated")
    test_options = commands.add_parser("test", help="run everything that CI runs")
    test_options.add_argument("--fast", action="store_true", help="leave out the real editor")
    options = parser.parse_args()

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the editor ends with this
    try:
        check_machine()
        if options.command == "run":
            run(with_editor=not options.no_editor)
        elif options.command == "docs":
            docs()
        else:
            test(with_editor=not options.fast)
    except (Failed, editor.NotStarted) as failure:
        sys.exit(f"\ndev.py: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)


def check_machine() -> None:
    """Say what this machine lacks before some tool stumbles over it."""
    node = subprocess.getoutput("node --version") if shutil.which("node") else "none"
    for name, needed, found in ("Python", "3.11", platform.python_version()), ("Node", "20", node):
        numbers = [tuple(map(int, re.findall(r"\d+", text)[:2])) for text in (found, needed)]
        if numbers[0] < numbers[1]:
            raise Failed(f"Tunelint needs {name} {needed} or newer. Found here: {found}.")


def run(with_editor: bool) -> None:
    """Build everything, show what the examples hold, and open them in the editor."""
    extension()
    say("\n$ tunelint check examples/")
    subprocess.run([program("tunelint"), "check", "examples/"], cwd=ROOT, check=False)
    if not with_editor:
        return
    code = shutil.which("code")
    if code:
        call(code, "--install-extension", EXTENSION, "--force")
    else:
        workbench()
    with rehearsal() as environment:
        if code:
            call(code, "--wait", EXAMPLES, environment=environment)
        else:
            open_in_browser(environment)


@contextlib.contextmanager
def rehearsal() -> Iterator[Mapping[str, str]]:
    """The environment for fine-tune jobs: a service that trains nothing, unless one is named."""
    if named := os.environ.get(ENDPOINT):
        say(f"\nFine-tune jobs go to {named}, as {ENDPOINT} says.")
        yield {}
        return
    with rehearsing(program("tunelint"), STATE / "rehearsal") as environment:
        say(f"\nFine-tune jobs are rehearsed on {environment[ENDPOINT]}: nothing is trained.")
        yield environment


def open_in_browser(environment: Mapping[str, str]) -> None:
    """Serve the workbench, with the extension on the server of .venv, until Ctrl+C."""
    settings = {"tunelint.server.command": [str(program("tunelint")), "lsp"]}
    served = editor.serve(
        EXAMPLES, EXTENSION, settings, state=STATE / "editor", environment=environment
    )
    with served as url:
        say(f"\nThe editor is here until you press Ctrl+C:\n\n    {url}\n")
        if sys.platform in ("darwin", "win32") or {"DISPLAY", "WAYLAND_DISPLAY"} & {*os.environ}:
            webbrowser.open(url)
        while True:
            time.sleep(60)


def docs() -> None:
    """Write the pages of the rules and of the configuration, where they are stale."""
    test_tools()
    call(program("python"), "-m", "docs.generate", environment={"PYTHONPATH": "tests"})


def test(with_editor: bool) -> None:
    """Run every check, whatever becomes of the others, and fail if one did."""
    test_tools()
    client_packages()
    summary = []
    for name, check in checks(with_editor):
        say(f"\n=== {name}")
        start = time.monotonic()
        try:
            check()
            outcome = "ok"
        except Failed as failure:
            say(failure)
            outcome = "FAILED"
        summary.append(f"{name:<26}{outcome:<6}{time.monotonic() - start:6.1f} s")
    say("\n=== summary", *summary, sep="\n")
    if any("FAILED" in line for line in summary):
        raise Failed("not everything passed")


def checks(with_editor: bool) -> Iterator[tuple[str, Task]]:
    """Everything that CI runs, the quick before the slow."""
    yield "format", partial(call, program("ruff"), "format", "--check")
    yield "lint", partial(call, program("ruff"), "check")
    yield "types", partial(call, program("mypy"))
    yield "walls", partial(call, program("lint-imports"))
    yield "client: format and lint", partial(call, NPM, "run", "lint", cwd=CLIENT)
    yield "client: types", partial(call, NPM, "run", "typecheck", cwd=CLIENT)
    yield "client: tests", partial(call, NPM, "test", cwd=CLIENT)
    if with_editor:
        yield "extension", extension
        yield "editor", workbench
        yield "browser", browser
    yield "tests", partial(pytest, 4, "--ignore=tests/e2e")
    if with_editor:
        yield "tests in the editor", partial(pytest, 2, "tests/e2e")


def pytest(processes: int, which: str) -> None:
    """Run tests in several processes, for they wait much of the time; none is idle at the end."""
    call(program("pytest"), "-rs", "-n", str(processes), "--dist", "worksteal", which)


def step(*inputs: Path, output: Path, after: tuple[Task, ...] = ()) -> Callable[[Task], Task]:
    """Build only when `output` is missing or was built from something else."""

    def decorate(build: Task) -> Task:
        stamp = STATE / "built" / build.__name__

        @wraps(build)
        def build_if_stale() -> None:
            for needed in after:
                needed()
            digest = hashlib.sha256(inspect.getsource(build).encode())
            for file in sources(*inputs):
                digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
            built_from = digest.hexdigest()
            if output.exists() and stamp.exists() and stamp.read_text() == built_from:
                return
            say(f"- {build.__doc__}")
            build()
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.write_text(built_from)

        return build_if_stale

    return decorate


def sources(*paths: Path) -> Iterator[Path]:
    """The files under the paths, without what tools leave there."""
    for path in paths:
        if path.is_file():
            yield path
        elif path.name not in ("node_modules", "dist", "__pycache__"):
            yield from sources(*sorted(path.iterdir()))


def program(name: str) -> Path:
    """The file of a program in the virtual environment."""
    return VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name


@step(PROJECT, output=program("tunelint"))
def server() -> None:
    """Install the server into .venv."""
    quietly(sys.executable, "-m", "venv", "--clear", VENV)
    quietly(program("python"), "-m", "pip", "install", "--editable", ".")


@step(PROJECT, output=program("pytest"), after=(server,))
def test_tools() -> None:
    """Install the test tools into .venv."""
    quietly(program("python"), "-m", "pip", "install", "--editable", ".[test]")


@step(PROJECT, ROOT / "README.md", ROOT / "server", output=WHEELS, after=(server,))
def wheel() -> None:
    """Build the server's wheel for the extension."""
    shutil.rmtree(WHEELS, ignore_errors=True)
    quietly(program("python"), "-m", "pip", "wheel", "--no-deps", "--wheel-dir", WHEELS, ".")


@step(CLIENT / "package-lock.json", output=CLIENT / "node_modules")
def client_packages() -> None:
    """Install the extension's packages."""
    quietly(NPM, "ci", cwd=CLIENT)


@step(CLIENT, output=EXTENSION, after=(wheel, client_packages))
def extension() -> None:
    """Build the extension."""
    quietly(NPM, "run", "package", cwd=CLIENT)


@step(EDITOR / "package.json", EDITOR / "package-lock.json", output=EDITOR / "node_modules")
def workbench() -> None:
    """Install the editor for the browser."""
    quietly(NPM, "ci", cwd=EDITOR)
    quietly(NPM, "run", "workbench", cwd=EDITOR)


def browser() -> None:
    """Install Chromium where that is one command; elsewhere the tests say what they miss."""
    apt = shutil.which("apt-get")
    if editor.chromium():
        return
    if apt and os.geteuid() == 0:
        quietly(apt, "update")
        quietly(apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core")
    else:
        say("No Chromium here: the tests in a real editor will be skipped.")


def call(
    *command: str | Path,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    quiet: bool = False,
) -> None:
    """Run a command; what a quiet one prints is only shown when it fails."""
    env = {**os.environ, **(environment or {})}
    try:
        subprocess.run(
            command,
            cwd=cwd,
            env=env,
            check=True,
            capture_output=quiet,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise Failed(error) from None
    except subprocess.CalledProcessError as error:
        words = " ".join(map(str, command))
        said = f":\n\n{error.stdout}{error.stderr}" if quiet else ""
        raise Failed(f"`{words}` ended with exit code {error.returncode}{said}") from None


quietly = partial(call, quiet=True)

if __name__ == "__main__":
    main()
