"""The options of `tunelint rehearse`."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from pathlib import Path

from tunelint.cli.outcome import Outcome

PORT = 8471
LAST_PORT = 65_535


def add_rehearse(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command with its options."""
    command = commands.add_parser(
        "rehearse",
        help="run a local service that answers like the real one, and trains nothing",
        epilog="It runs until it is interrupted. Any key will do.",
    )
    command.add_argument(
        "--port",
        type=_port,
        default=PORT,
        metavar="NUMBER",
        help=f"where it listens (default: {PORT}; 0 takes a free one)",
    )
    command.add_argument(
        "--state", type=Path, metavar="DIR", help="a folder to keep files and jobs in, to go on"
    )
    command.add_argument(
        "--speed", type=_speed, default=1.0, metavar="FACTOR", help="1: a job takes 20 seconds"
    )
    command.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="FAULT",
        help="what goes wrong, as 429@create-file*2 (twice), 503%%20 (a fifth of all requests)",
    )
    command.set_defaults(run=_rehearse)


def _rehearse(options: Namespace) -> Outcome:
    # Imported here because a server takes long to import.
    from tunelint.cli.rehearsing import rehearse

    return rehearse(options.state, options.port, options.speed, options.fault)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise ArgumentTypeError(f"{text} is no port; it is a number from 0 to {LAST_PORT}")
    return int(text)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0
    if not 0 < speed < float("inf"):
        raise ArgumentTypeError(f"{text} is no speed; it is a number above 0")
    return speed
