"""Reads the command line and hands over to the command."""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from tunelint import __version__
from tunelint.cli.jobs import add_jobs
from tunelint.cli.options import add_check, add_fix
from tunelint.cli.outcome import Outcome
from tunelint.cli.pages import explain, list_rules
from tunelint.cli.rehearse import add_rehearse
from tunelint.cli.submit import add_submit
from tunelint.config.settings import SettingsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `tunelint` with these arguments, or with the process's own; returns the exit code."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        outcome: int = options.run(options)
        sys.stdout.flush()
    except SettingsError as error:
        print(f"tunelint: {error}", file=sys.stderr)
        return Outcome.FAILURE
    except BrokenPipeError:
        # The reader went away, as `head` does. Nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Outcome.FAILURE
    except KeyboardInterrupt:
        return Outcome.INTERRUPTED
    return outcome


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tunelint", description="Checks fine-tuning datasets before the service does."
    )
    parser.add_argument("--version", action="version", version=f"tunelint {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    add_check(commands)
    add_fix(commands)
    add_submit(commands)
    add_jobs(commands)
    add_rehearse(commands)

    command = commands.add_parser("rules", help="list all rules")
    command.set_defaults(run=lambda options: list_rules())

    command = commands.add_parser("explain", help="print the page of a rule")
    command.add_argument("code", metavar="CODE")
    command.set_defaults(run=lambda options: explain(options.code))

    command = commands.add_parser("lsp", help="run the language server on standard input")
    command.set_defaults(run=lambda options: _serve())
    return parser


def _serve() -> int:
    # Imported here because the protocol's types take long to import.
    from tunelint.lsp.serving import serve

    return serve()
