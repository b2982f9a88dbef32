"""The options of `tunelint check` and `tunelint fix`, and what they say."""

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tunelint.cli.baseline import write_baselines
from tunelint.cli.check import FAILURES, check
from tunelint.cli.datasets import paired
from tunelint.cli.fix import fix
from tunelint.cli.numbers import whole
from tunelint.cli.outcome import Outcome
from tunelint.cli.output import FORMATS
from tunelint.config.file import OWN
from tunelint.config.keys import BASELINE_NAME, read_keys
from tunelint.config.pairs import KEY as PAIRS
from tunelint.config.resolving import Resolver
from tunelint.dataset.method import Method
from tunelint.images import Fetched, Inspect, inspect, inspect_fully, nothing_fetched
from tunelint.profiles import NAMES


def add_check(commands: "argparse._SubParsersAction[ArgumentParser]") -> None:
    """Add the command with its options."""
    command = commands.add_parser(
        "check",
        help="check datasets and say what the service would reject or skip",
        epilog="Exit code: 0 when there is no error, 1 when there is one (see --fail-on), "
        "2 when something could not be read or understood.",
    )
    _add_paths(command)
    _add_output(command)
    _add_configuration(command)
    _add_settings(command)
    _add_baseline(command)
    command.add_argument(
        "--write-baseline",
        action="store_true",
        help="write what is found into the baseline, so that it is not told again",
    )
    command.add_argument(
        "--decode-images",
        action="store_true",
        help="decode every embedded image in full: finds more damage, and takes longer",
    )
    command.add_argument(
        "--check-urls",
        action="store_true",
        help="fetch the images that stand elsewhere, and check them too: needs the network",
    )
    command.set_defaults(run=_check)


def add_fix(commands: "argparse._SubParsersAction[ArgumentParser]") -> None:
    """Add the command with its options."""
    command = commands.add_parser(
        "fix",
        help="fix what can be fixed without doubt, and nothing else in the files",
        epilog="Exit code: 0 when no error is left, 1 when one is, "
        "2 when something could not be read, understood or written.",
    )
    _add_paths(command)
    command.add_argument(
        "--diff", action="store_true", help="show what would change, and write nothing"
    )
    command.add_argument(
        "--unsafe",
        action="store_true",
        help="make also the changes that lose, invent or guess something",
    )
    _add_configuration(command)
    _add_settings(command)
    _add_baseline(command)
    command.set_defaults(run=_fix)


def _add_paths(command: ArgumentParser) -> None:
    command.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input"
    )


def _add_output(command: ArgumentParser) -> None:
    command.add_argument(
        "--output-format",
        choices=FORMATS,
        default="text",
        help="text is for people (and the default), the others are for programs",
    )
    command.add_argument(
        "--statistics", action="store_true", help="count the findings of each rule, in their place"
    )
    command.add_argument(
        "--fail-on",
        choices=FAILURES,
        default="error",
        help="the least that makes the check fail (default: error)",
    )


def _add_configuration(command: ArgumentParser) -> None:
    which = command.add_mutually_exclusive_group()
    which.add_argument(
        "--config", type=Path, metavar="FILE", help=f"the {OWN} to follow for all datasets"
    )
    which.add_argument(
        "--isolated", action="store_true", help="follow no configuration file at all"
    )


def _add_settings(command: ArgumentParser) -> None:
    add = command.add_argument_group("settings", "They win over the configuration.").add_argument
    add("--profile", choices=NAMES, help="whose limits apply")
    add("--model", help="the model that is to be tuned")
    add("--method", choices=[*Method], help="the method of the job")
    add("--epochs", type=whole, metavar="NUMBER", help="how often the job goes through a file")
    for name, meaning in (
        ("select", "ask only these rules"),
        ("extend-select", "ask these rules besides, be they off by default"),
        ("ignore", "leave these rules out"),
    ):
        add(f"--{name}", action="append", metavar="CODES", help=meaning)
    add("--validation-file", metavar="FILE", help="the validation file of the datasets")


def _add_baseline(command: ArgumentParser) -> None:
    command.add_argument(
        "--baseline", metavar="FILE", help=f"known findings (default: {BASELINE_NAME})"
    )


def _check(options: Namespace) -> Outcome:
    look = inspect_fully if options.decode_images else inspect
    resolver = _resolver(options, look)
    if options.check_urls:
        # Imported here because httpx takes long to import.
        from tunelint.cli.urls import fetch_urls

        resolver = _resolver(options, look, fetch_urls(options.paths, resolver.resolve_anew))
    if options.write_baseline:
        return write_baselines(options.paths, resolver)
    return check(
        options.paths,
        resolver.resolve,
        options.output_format,
        statistics=options.statistics,
        fail_on=options.fail_on,
    )


def _fix(options: Namespace) -> Outcome:
    return fix(
        options.paths,
        _resolver(options).resolve,
        unsafe=options.unsafe,
        shows_only=options.diff,
    )


def _resolver(
    options: Namespace, look: Inspect = inspect, fetched: Fetched = nothing_fetched
) -> Resolver:
    """What the options and the configuration files say. Raises `SettingsError`."""
    here = Path.cwd()
    given: dict[str, Any] = {
        "profile": options.profile,
        "model": options.model,
        "method": options.method,
        "epochs": options.epochs,
        "select": _codes(options.select),
        "extend-select": _codes(options.extend_select),
        "ignore": _codes(options.ignore),
        "baseline": options.baseline,
    }
    if options.validation_file is not None:
        given[PAIRS] = paired(options.paths, options.validation_file)
    table = {name: value for name, value in given.items() if value is not None}
    return Resolver(
        read_keys(table, here),
        file=options.config,
        isolated=options.isolated,
        home=here,
        inspect=look,
        fetched=fetched,
    )


def _codes(lists: Sequence[str] | None) -> list[str] | None:
    """The codes in comma-separated lists."""
    if lists is None:
        return None
    return [code.strip() for text in lists for code in text.split(",") if code.strip()]
