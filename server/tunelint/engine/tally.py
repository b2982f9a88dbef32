"""Sums over the rows of a file. Counting a row and taking it away are each other's inverse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from tunelint.engine.placing import Placed
from tunelint.rules.fate import Fate
from tunelint.rules.finding import Severity

Counts = Counter[tuple[str, Severity]]
"""How many findings there are of each rule and severity."""


class RowVerdict(NamedTuple):
    """What is told of a row, and what all means that is wrong with it, be it in the baseline."""

    told: tuple[Placed, ...]
    fate: Fate


SOUND = RowVerdict((), Fate())


@dataclass(slots=True)
class Tally:
    """How many findings there are of each rule and severity, and rows of each fate."""

    counts: Counts = field(default_factory=Counter)
    fates: Counter[Fate] = field(default_factory=Counter)

    def add(self, verdict: RowVerdict) -> None:
        """Count a row; a sound one costs nothing."""
        if verdict is not SOUND:
            self.counts.update(map(_kind, verdict.told))
            self.fates[verdict.fate] += 1

    def subtract(self, verdict: RowVerdict) -> None:
        """Take a counted row away."""
        if verdict is not SOUND:
            self.counts.subtract(map(_kind, verdict.told))
            self.fates[verdict.fate] -= 1

    def without(self, codes: frozenset[str]) -> Tally:
        """Another tally that goes on from here, without the findings of rules that only advise."""
        tally = self.copy()
        for kind in [kind for kind in tally.counts if kind[0] in codes]:
            del tally.counts[kind]
        return tally

    def copy(self) -> Tally:
        """Another tally that goes on from here, without what is down to zero."""
        return Tally(+self.counts, +self.fates)


def by_severity(counts: Counts) -> dict[str, int]:
    """How many findings there are of each severity, the worst first."""
    summed = dict.fromkeys(Severity, 0)
    for (_, severity), number in counts.items():
        summed[severity] += number
    return {str(severity): number for severity, number in summed.items()}


def _kind(placed: Placed) -> tuple[str, Severity]:
    return placed.finding.code, placed.finding.severity
