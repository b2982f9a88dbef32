"""`tunelint fix`: what it fixes and says, and how it ends."""

import signal
import sys
from collections.abc import Iterator, Sequence

from tunelint.cli.check import FAILURES
from tunelint.cli.datasets import STANDARD_INPUT
from tunelint.cli.fixed import Fixing
from tunelint.cli.outcome import Outcome
from tunelint.cli.output.summary import found
from tunelint.cli.run import Run, SettingsFor
from tunelint.engine.fixing import any_fix, safe_fix
from tunelint.rules.wording import count


def fix(
    paths: Sequence[str], settings_for: SettingsFor, *, unsafe: bool, shows_only: bool
) -> Outcome:
    """Fix the datasets that the paths mean, or show what would be fixed."""
    # What stands beside the files is to be removed, however the command is stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    fixing = Fixing(any_fix if unsafe else safe_fix, shows_only)
    run = Run(paths, settings_for, fixing.open_file)
    for file in run:
        for _ in file:
            pass
    if run.files:
        is_output_taken = shows_only or STANDARD_INPUT in paths
        print(*_summary(fixing, run), sep="\n", file=sys.stderr if is_output_taken else sys.stdout)
    if run.failed:
        return Outcome.FAILURE
    is_left = any(severity in FAILURES["error"] for _, severity in run.counts)
    return Outcome.FOUND if is_left else Outcome.CLEAN


def _summary(fixing: Fixing, run: Run) -> Iterator[str]:
    width = max((len(f"{number:,}") for number in fixing.fixed.values()), default=0)
    for code, number in fixing.fixed.most_common():
        yield f"{number:{width},}  {code}"
    if fixing.fixed:
        yield ""
    did = "Would fix" if fixing.shows_only else "Fixed"
    fixed = count(fixing.fixed.total(), "finding") if fixing.fixed else "nothing"
    files = count(run.files, "file")
    if fixing.fixed and fixing.files < run.files:
        files = f"{fixing.files:,} of {files}"
    left = sum(run.counts.values())
    yield f"{did} {fixed} in {files}; {found(run) or 'nothing'} {'are' if left > 1 else 'is'} left."
    if fixing.offered:
        yield (
            f"{fixing.offered:,} of what is left may be fixed with --unsafe; "
            "see first with --diff what changes."
        )
