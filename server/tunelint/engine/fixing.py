"""Mends one line until nothing is left of what is wanted to be mended."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tunelint.dataset.method import Method
from tunelint.engine.line import LineChecker
from tunelint.engine.mending import CannotMend, Surroundings, edits_for
from tunelint.engine.placing import Placed
from tunelint.rules.finding import Finding
from tunelint.rules.fixes import Fix
from tunelint.text.edits import Edit, apply_edits
from tunelint.text.rows import split_rows

MOST_PASSES = 20
"""A fault of the syntax hides those behind it, so a line may take several."""

Wanted = Callable[[Finding], Fix | None]
"""The fix to carry out for a finding, if any."""


@dataclass(slots=True)
class Mended:
    """The rows that a line has become, and how many findings of each rule were mended in it."""

    rows: list[bytes]
    fixed: Counter[str] = field(default_factory=Counter)


class LineFixer:
    """Mends lines by the rules that a checker asks."""

    def __init__(self, checker: LineChecker, around: Surroundings, wanted: Wanted) -> None:
        self._checker = checker
        self._around = around
        self._wanted = wanted

    def fix(self, row: bytes, findings: Iterable[Placed], method: Method) -> Mended:
        """Mend a row with those findings, its line end included.

        Edits that overlap with others wait for the next pass, over the rows that came of this one.
        """
        mended = Mended([row])
        waiting: list[tuple[bytes, Iterable[Placed]]] = [(row, findings)]
        for _ in range(MOST_PASSES):
            changed = False
            rows, waiting = waiting, []
            for each, found in rows:
                edits = self._edits(each, found, mended.fixed)
                if not edits:
                    waiting.append((each, ()))
                    continue
                changed = True
                waiting += [
                    (new, self._check(new, method)) for new in _rows(apply_edits(each, edits))
                ]
            if not changed:
                break
        mended.rows = [each for each, _ in waiting]
        return mended

    def _edits(self, row: bytes, findings: Iterable[Placed], fixed: Counter[str]) -> list[Edit]:
        chosen: list[Edit] = []
        for placed in findings:
            fix = self._wanted(placed.finding)
            if fix is None:
                continue
            try:
                edits = edits_for(row, fix, self._around)
            except CannotMend:
                continue
            if edits and not _overlap(chosen, edits):
                chosen += edits
                fixed[placed.finding.code] += 1
        return chosen

    def _check(self, row: bytes, method: Method) -> tuple[Placed, ...]:
        return self._checker.check(row).under(method)


def _rows(text: bytes) -> list[bytes]:
    rows = split_rows(text)
    return rows if rows[-1] else rows[:-1]


def _overlap(edits: list[Edit], others: list[Edit]) -> bool:
    """Whether two edits touch the same bytes, or put something in at the same place."""
    return any(
        edit.span.start <= other.span.end and other.span.start <= edit.span.end
        for edit in edits
        for other in others
    )
