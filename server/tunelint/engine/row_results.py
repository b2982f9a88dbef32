"""What the rows of an open dataset came to, and the sums over them."""

from collections.abc import Iterator

from tunelint.dataset.summary import Summary, Totals
from tunelint.engine.line import LineResult
from tunelint.engine.multiline import Region, RegionFinder
from tunelint.engine.placing import Placed
from tunelint.engine.tally import SOUND, RowVerdict, Tally
from tunelint.rules.finding import Severity
from tunelint.text.rows import Rows

WORST_FIRST = tuple(Severity)
RANKS = {severity: rank for rank, severity in enumerate(reversed(WORST_FIRST), start=1)}
CLEAN = 0
UNCHECKED = 255


class RowResults:
    """A result a row, None for one that has to be checked yet; added up as they come and go.

    `tally` is of the findings under the `method` of the file, which is followed when asked.
    """

    def __init__(self, rows: int, totals: Totals) -> None:
        self.totals = totals
        self.tally = Tally()
        self.method = totals.method
        self._results: list[LineResult | None] = [None] * rows
        self._ranks = bytearray([UNCHECKED]) * rows
        self._beginnings = 0
        self._cursor = 0

    def __getitem__(self, row: int) -> LineResult | None:
        return self._results[row]

    @property
    def are_complete(self) -> bool:
        """Whether every row is checked."""
        return self._ranks.find(UNCHECKED) < 0

    def next_unchecked(self) -> int | None:
        """A row that has to be checked, those behind the last edit first."""
        row = self._ranks.find(UNCHECKED, self._cursor)
        row = row if row >= 0 else self._ranks.find(UNCHECKED)
        return row if row >= 0 else None

    def put(self, row: int, result: LineResult) -> None:
        """Keep the result of a row that had none."""
        self._results[row] = result
        self.totals.add(result.summary)
        self._beginnings += result.begins_value
        verdict = result.verdict(self.method)
        self.tally.add(verdict)
        self._ranks[row] = _rank(verdict.told)
        self._cursor = row + 1

    def replace(self, first: int, removed: int, added: int) -> None:
        """Follow an edit of the rows."""
        for row in range(first, first + removed):
            self._take_away(row)
        self._results[first : first + removed] = [None] * added
        self._ranks[first : first + removed] = bytes([UNCHECKED]) * added
        self._cursor = first

    def drop_images(self) -> None:
        """Forget the rows with images."""
        for row, result in enumerate(self._results):
            if result is not None and result.summary.kind.has_images:
                self._take_away(row)
                self._results[row] = None
                self._ranks[row] = UNCHECKED

    def follow_method(self) -> None:
        """Judge by the method that the rows tell by now."""
        if self.totals.method is self.method:
            return
        self.method = self.totals.method
        self.tally = Tally()
        for row in range(len(self._results)):
            verdict = self.verdict(row)
            self.tally.add(verdict)
            self._ranks[row] = _rank(verdict.told)

    def verdict(self, row: int) -> RowVerdict:
        """What is said of a row in a file of this method."""
        result = self._results[row]
        return result.verdict(self.method) if result else SOUND

    def found_between(self, first: int, last: int) -> Iterator[tuple[int, Placed]]:
        """The findings of some rows, `last` included, with their rows."""
        for row, rank in enumerate(self._ranks[first : last + 1], first):
            if rank != CLEAN:
                for placed in self.verdict(row).told:
                    yield row, placed

    def worst_at(self, rank: int) -> Iterator[int]:
        """The rows whose worst finding is of that rank."""
        row = self._ranks.find(rank)
        while row >= 0:
            yield row
            row = self._ranks.find(rank, row + 1)

    def summaries(self) -> Iterator[Summary]:
        """What is remembered of each row that is checked, as it is now."""
        results = self._results.copy()
        return (result.summary for result in results if result is not None)

    def regions(self, rows: Rows) -> list[Region]:
        """The values that stand on several rows."""
        finder = RegionFinder()
        if self._beginnings:
            for number, result in enumerate(self._results):
                if result is not None:
                    is_object = result.summary.kind.is_object
                    may_begin = result.begins_value
                    finder.follow(number, rows[number], is_object=is_object, may_begin=may_begin)
        finder.end()
        return finder.complete

    def _take_away(self, row: int) -> None:
        result = self._results[row]
        if result is not None:
            self.totals.remove(result.summary)
            self._beginnings -= result.begins_value
            self.tally.subtract(result.verdict(self.method))


def _rank(findings: tuple[Placed, ...]) -> int:
    return max((RANKS[placed.finding.severity] for placed in findings), default=CLEAN)
