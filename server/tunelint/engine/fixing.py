"""Mends one line until nothing is left of what is wanted to be mended."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tunelint.dataset.method import Method
from tunelint.engine.line import LineChecker
from tunelint.engine.mending import CannotMend, Surroundings, edits_for
from tunelint.engine.placing import Placed
from tunelint.rules.finding import Finding
from tunelint.rules.fixes import Fix, SetValue
from tunelint.text.edits import Edit, apply_edits
from tunelint.text.patch import Patch
from tunelint.text.rows import split_rows
from tunelint.text.span import Span

MOST_PASSES = 20
"""A fault of the syntax hides those behind it, so a line may take several."""

Wanted = Callable[[Finding], Fix | None]
"""The fix to carry out for a finding, if any."""


def safe_fix(finding: Finding) -> Fix | None:
    """The fix that is carried out without anybody looking at it."""
    return next((fix for fix in finding.fixes if fix.safe), None)


def any_fix(finding: Finding) -> Fix | None:
    """The safe fix, else the first one; none where they are values for somebody to choose from."""
    kinds = {type(change) for fix in finding.fixes for change in fix.changes}
    is_choice = len(finding.fixes) > 1 and kinds == {SetValue}
    return safe_fix(finding) or next((fix for fix in finding.fixes if not is_choice), None)


@dataclass(slots=True)
class Mended:
    """The rows that a line has become, and how many findings of each rule were mended in it.

    `edits` make these rows of the line.
    """

    rows: list[bytes]
    fixed: Counter[str] = field(default_factory=Counter)
    edits: list[Edit] = field(default_factory=list)


class LineFixer:
    """Mends lines by the rules that a checker asks."""

    def __init__(self, checker: LineChecker, around: Surroundings, wanted: Wanted) -> None:
        self._checker = checker
        self._around = around
        self._wanted = wanted

    def fix(self, row: bytes, findings: Iterable[Placed], method: Method | None) -> Mended:
        """Mend a row with those findings, its line end included.

        Edits that overlap with others wait for the next pass, over the rows that came of this one.
        There is none where all is settled, and none in a file that is for something else than
        training, which has no `method`.
        """
        mended, patch = Mended([row]), Patch(len(row))
        waiting: list[tuple[bytes, Iterable[Placed]]] = [(row, findings)]
        for _ in range(MOST_PASSES):
            made: list[Edit] = []
            offset = 0
            rows, waiting = waiting, []
            for each, found in rows:
                edits, is_settled = self._edits(each, found, mended.fixed)
                made += _moved(edits, offset)
                offset += len(each)
                if not edits:
                    waiting.append((each, ()))
                    continue
                waiting += [
                    (new, () if is_settled else self._check(new, method))
                    for new in _rows(apply_edits(each, edits))
                ]
            if not made:
                break
            patch.apply(made)
        mended.rows, mended.edits = [each for each, _ in waiting], patch.edits()
        return mended

    def _edits(
        self, row: bytes, findings: Iterable[Placed], fixed: Counter[str]
    ) -> tuple[list[Edit], bool]:
        """The edits of what can be mended at once, and whether they settle all that is wanted."""
        is_settled = not self._checker.has_baseline
        chosen: list[Edit] = []
        made: list[Fix] = []
        for placed in findings:
            fix = self._wanted(placed.finding)
            if fix is None:
                continue
            if fix not in made:
                try:
                    edits = edits_for(row, fix, self._around)
                except CannotMend:
                    continue
                if not edits or not _fit(chosen, edits):
                    is_settled = False
                    continue
                made.append(fix)
                is_settled = is_settled and fix.settles
                for edit in edits:
                    insort(chosen, edit)
            fixed[placed.finding.code] += 1
        return chosen, is_settled

    def _check(self, row: bytes, method: Method | None) -> tuple[Placed, ...]:
        return self._checker.check(row).under(method)


def _rows(text: bytes) -> list[bytes]:
    rows = split_rows(text)
    return rows if rows[-1] else rows[:-1]


def _moved(edits: list[Edit], offset: int) -> list[Edit]:
    return [Edit(Span(start + offset, end + offset), text) for (start, end), text in edits]


def _fit(chosen: list[Edit], edits: list[Edit]) -> bool:
    """Whether edits touch neither the bytes nor the places of those chosen, which are in order."""
    for edit in edits:
        index = bisect_left(chosen, edit)
        before, behind = chosen[:index][-1:], chosen[index : index + 1]
        if any(other.span.end >= edit.span.start for other in before):
            return False
        if any(edit.span.end >= other.span.start for other in behind):
            return False
    return True
