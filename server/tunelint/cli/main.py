"""Runs a command, and sees to it that it ends well, whatever happens to it."""

import os
import sys
from collections.abc import Sequence
from errno import EINVAL, EPIPE
from io import TextIOWrapper
from pathlib import Path

from tunelint.cli.outcome import Outcome, told

WITHOUT_READER = (EPIPE, EINVAL)
"""How writing to a pipe fails whose reader went away, as `head` does; the latter on Windows."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `tunelint` with these arguments, or with the process's own; returns the exit code."""
    _prepare_streams()
    try:
        outcome = _run(arguments)
    except KeyboardInterrupt:
        outcome = Outcome.INTERRUPTED
    _finish_output()
    return outcome


def _run(arguments: Sequence[str] | None) -> int:
    # Imported here because it takes long: somebody may interrupt it.
    from tunelint.cli.commands import parser
    from tunelint.config.settings import SettingsError

    options = parser().parse_args(arguments)
    try:
        outcome: int = options.run(options)
        sys.stdout.flush()
    except SettingsError as error:
        print(f"tunelint: {error}", file=sys.stderr)
    except OSError as error:
        if error.errno not in WITHOUT_READER or error.filename:
            print(f"tunelint: {told(error)}", file=sys.stderr)
    else:
        return outcome
    return Outcome.FAILURE


def _prepare_streams() -> None:
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # it was closed, as by `2>&-`
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Windows would give files and programs another encoding, in which JSON is none.
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _finish_output() -> None:
    """Write what waits; what can't be written is not tried again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
