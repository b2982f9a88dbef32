"""`tunelint check`: what it writes, and how it ends."""

import sys
from collections.abc import Sequence

from tunelint.cli.outcome import Outcome
from tunelint.cli.output import FORMATS
from tunelint.cli.output.text import write_statistics
from tunelint.cli.run import Run, SettingsFor
from tunelint.config.settings import SettingsError
from tunelint.rules.finding import Severity

FAILURES = {
    "error": frozenset({Severity.ERROR}),
    "warning": frozenset({Severity.ERROR, Severity.WARNING}),
}
"""What makes a check fail, by the least that does."""


def check(
    paths: Sequence[str],
    settings_for: SettingsFor,
    output_format: str,
    *,
    statistics: bool,
    fail_on: str,
) -> Outcome:
    """Check the datasets that the paths mean, and write what is found to standard output.

    Raises `SettingsError` when the statistics are asked for in a format that has none.
    """
    if statistics and output_format != "text":
        raise SettingsError(f"There are no statistics in the format {output_format}.")
    run = Run(paths, settings_for)
    write = write_statistics if statistics else FORMATS[output_format]
    write(run, sys.stdout)
    if run.failed:
        return Outcome.FAILURE
    is_found = any(severity in FAILURES[fail_on] for _, severity in run.counts)
    return Outcome.FOUND if is_found else Outcome.CLEAN
