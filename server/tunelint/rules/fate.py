"""What the findings of one row mean for the file and for the example in it."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from tunelint.rules.finding import Consequence, Finding
from tunelint.rules.subjects import Skips

Codes = frozenset[str]


class Fate(NamedTuple):
    """The rules by which the service rejects the file or skips the example of a row.

    What is only reported of the service may happen, the rest is certain. A file has few fates, so
    rows are counted by them.
    """

    rejects: Codes = frozenset()
    may_reject: Codes = frozenset()
    skips: Codes = frozenset()
    may_skip: Codes = frozenset()


def fate_of(findings: Iterable[Finding]) -> Fate:
    """The fate of the row that these findings are all about."""
    return _fate(frozenset((each.code, each.consequence, each.certain) for each in findings))


def count_skips(fates: Mapping[Fate, int]) -> Skips:
    """How many examples are skipped, from how many rows have each fate."""
    certain = sum(number for fate, number in fates.items() if fate.skips)
    either = sum(number for fate, number in fates.items() if fate.skips or fate.may_skip)
    return Skips(certain, either - certain)


@cache
def _fate(outcomes: frozenset[tuple[str, Consequence, bool]]) -> Fate:
    def rules(consequence: Consequence, *, certain: bool) -> Codes:
        return frozenset(code for code, *outcome in outcomes if outcome == [consequence, certain])

    rejects = rules(Consequence.REJECTS_FILE, certain=True)
    skips = rules(Consequence.SKIPS_EXAMPLE, certain=True)
    return Fate(
        rejects,
        rules(Consequence.REJECTS_FILE, certain=False) - rejects,
        skips,
        rules(Consequence.SKIPS_EXAMPLE, certain=False) - skips,
    )
