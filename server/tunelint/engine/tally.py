"""Sums over the findings of a file. Counting a row and taking it away are each other's inverse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from tunelint.engine.placing import Placed
from tunelint.rules.fate import Fate, fate_of
from tunelint.rules.finding import Severity

Counts = Counter[tuple[str, Severity]]
"""How many findings there are of each rule and severity."""


@dataclass(slots=True)
class Tally:
    """How many findings there are of each rule and severity, and rows of each fate."""

    counts: Counts = field(default_factory=Counter)
    fates: Counter[Fate] = field(default_factory=Counter)

    def add(self, findings: Collection[Placed]) -> None:
        """Count the findings of one row; a sound one costs nothing."""
        if findings:
            self.counts.update(map(_kind, findings))
            self.fates[_fate(findings)] += 1

    def subtract(self, findings: Collection[Placed]) -> None:
        """Take the findings of a counted row away."""
        if findings:
            self.counts.subtract(map(_kind, findings))
            self.fates[_fate(findings)] -= 1

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


def _fate(findings: Collection[Placed]) -> Fate:
    return fate_of(placed.finding for placed in findings)
