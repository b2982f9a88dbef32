"""`tunelint check --write-baseline`: what is found now is not told again."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tunelint.cli.datasets import shown
from tunelint.cli.outcome import Outcome
from tunelint.cli.run import Run
from tunelint.config.baseline import write_baseline
from tunelint.config.resolving import Resolver
from tunelint.rules.wording import count


def write_baselines(paths: Sequence[str], resolver: Resolver) -> Outcome:
    """Write what is found into the baselines of the datasets, in place of what they held."""
    found: dict[Path, list[tuple[str, str]]] = {}
    about_files = 0
    run = Run(paths, resolver.resolve_anew)
    for checked in run:
        file = resolver.baseline_file(Path(checked.name))
        assert file, "where there is no configuration, the current folder holds the baseline"
        entries = found.setdefault(file, [])
        for hit in checked:
            if hit.line:
                entries.append((hit.line, hit.placed.finding.code))
            else:
                about_files += 1
    if run.failed:
        print("tunelint: no baseline is written.", file=sys.stderr)
        return Outcome.FAILURE
    for file, entries in found.items():
        print(f"Wrote {count(write_baseline(file, entries), 'finding')} to {shown(file)}.")
    if about_files:
        print(f"{count(about_files, 'finding')} about whole files can't be in a baseline.")
    return Outcome.CLEAN
