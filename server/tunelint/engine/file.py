"""What is said of a file when all its lines are known."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tunelint.dataset.summary import Totals
from tunelint.engine.across import Lines, judge_across
from tunelint.engine.asking import Asking
from tunelint.engine.multiline import Region
from tunelint.engine.placing import Placed, place_at_start
from tunelint.rules.finding import Finding, Severity
from tunelint.rules.subjects import Foreign, MultilineValue

Counts = Counter[tuple[str, Severity]]
"""How many findings there are of each rule and severity."""


@dataclass(slots=True)
class FileVerdict:
    """The findings that no line has by itself with their rows, and how many there are in all."""

    counts: Counts
    findings: list[tuple[int, Placed]] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)

    def covers(self, row: int) -> bool:
        """Whether a row is part of a value on several rows."""
        index = bisect_right(self.regions, row, key=lambda region: region.first) - 1
        return index >= 0 and row <= self.regions[index].last


def judge_file(
    lines: Lines,
    totals: Totals,
    regions: Iterable[Region],
    asking: Asking,
    most_compared: int | None = None,
) -> list[tuple[int, Placed]]:
    """The findings that no line has by itself, with their rows.

    No more than `most_compared` lines are said to be at odds with others.
    """
    found: list[tuple[int, Finding]] = []
    if totals.foreign:
        asking.ask(asking.rules_on(Foreign), Foreign(totals.foreign, is_whole_file=True))
    asking.ask(asking.rules_on(Totals), totals)
    found += [(0, finding) for finding in asking.take()]
    for region in regions:
        asking.ask(asking.rules_on(MultilineValue), region.value)
        found += [(region.first, finding) for finding in asking.take()]
    found += judge_across(lines, totals, asking, most_compared)
    return [(row, place_at_start(finding)) for row, finding in found]
