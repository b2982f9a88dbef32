"""Reads the command line and hands over to the command."""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from tunelint import __version__
from tunelint.cli.check import FORMATS, check
from tunelint.cli.outcome import Outcome
from tunelint.cli.pages import explain, list_rules
from tunelint.config.settings import Settings, SettingsError, codes
from tunelint.profiles import DEFAULT, NAMES


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

    command = commands.add_parser(
        "check",
        help="check datasets and say what the service would reject or skip",
        epilog="Exit code: 0 when there is no error, 1 when there is one, "
        "2 when something could not be read or understood.",
    )
    command.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input"
    )
    command.add_argument("--output-format", choices=FORMATS, default="text")
    command.add_argument("--profile", choices=NAMES, default=DEFAULT, help="whose limits apply")
    command.add_argument(
        "--select", action="append", default=[], metavar="CODES", help="ask only these rules"
    )
    command.add_argument(
        "--ignore", action="append", default=[], metavar="CODES", help="leave these rules out"
    )
    command.set_defaults(
        run=lambda options: check(
            options.paths,
            Settings(options.profile, select=codes(options.select), ignore=codes(options.ignore)),
            options.output_format,
        )
    )

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
    from tunelint.lsp.server import serve

    return serve()
