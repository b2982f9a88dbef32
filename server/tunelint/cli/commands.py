"""The commands and their options."""

import argparse

from tunelint import __version__
from tunelint.cli.jobs import add_jobs
from tunelint.cli.options import add_check, add_fix
from tunelint.cli.pages import explain, list_rules
from tunelint.cli.rehearse import add_rehearse
from tunelint.cli.submit import add_submit


def parser() -> argparse.ArgumentParser:
    """What reads a command line; `run` of what it returns is the command, to be given all of it."""
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
    command.add_argument("code", metavar="CODE", help="the code of the rule, as image-mode")
    command.set_defaults(run=lambda options: explain(options.code))

    command = commands.add_parser("lsp", help="run the language server on standard input")
    command.set_defaults(run=lambda options: _serve())
    return parser


def _serve() -> int:
    # Imported here because the protocol's types take long to import.
    from tunelint.lsp.serving import serve

    return serve()
