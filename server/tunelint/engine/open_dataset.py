"""A dataset that is open in an editor: one edited line is one line checked again."""

from collections import Counter
from collections.abc import Iterator
from time import perf_counter

from tunelint.dataset.summary import Totals
from tunelint.engine.line import NO_LINE, LineChecker, LineResult
from tunelint.engine.placing import Placed, place_in_file
from tunelint.engine.settings import Settings
from tunelint.rules.finding import Severity
from tunelint.text.columns import Unit, encode, to_offset
from tunelint.text.rows import BYTE_ORDER_MARK, Place, Rows

WORST_FIRST = tuple(Severity)
RANKS = {severity: rank for rank, severity in enumerate(reversed(WORST_FIRST), start=1)}
CLEAN = 0
UNCHECKED = 255

Position = tuple[int, int]
"""Row and column, from 0, the column in the dataset's unit."""


class OpenDataset:
    """The rows of an open document with their results.

    Edits only mark rows as unchecked; `check` does the work, in slices as long as its caller
    allows. What the file says as a whole waits until every row is checked.
    """

    def __init__(self, text: str, settings: Settings, unit: Unit) -> None:
        self.unit = unit
        self.configure(settings)
        self.reset(text)

    def configure(self, settings: Settings) -> None:
        """Follow other settings; every row has to be checked again."""
        self._checker = LineChecker(settings, self.unit)
        if hasattr(self, "rows"):
            self._forget()

    def reset(self, text: str) -> None:
        """Take another text in place of the whole one."""
        self.rows = Rows(encode(text))
        self._forget()

    def edit(self, start: Position, end: Position, text: str) -> None:
        """Put `text` in place of what stands between two positions."""
        first, removed, added = self.rows.replace(
            self._place(start), self._place(end), encode(text)
        )
        for result in self._results[first : first + removed]:
            self._count(result, -1)
        self._results[first : first + removed] = [None] * added
        self._ranks[first : first + removed] = bytes([UNCHECKED]) * added
        self._cursor = first

    @property
    def is_checked(self) -> bool:
        """Whether every row is checked, so that the findings are complete."""
        return self._ranks.find(UNCHECKED) < 0

    def check(self, seconds: float) -> None:
        """Check rows for about that long, those behind the last edit first."""
        deadline = perf_counter() + seconds
        while (row := self._next_unchecked()) >= 0:
            result = self._check_row(row)
            self._results[row] = result
            self._count(result, 1)
            self._ranks[row] = self._rank(result)
            self._cursor = row + 1
            if perf_counter() >= deadline:
                break
        if self._totals.method is not self._method and self.is_checked:
            self._judge_by_method()

    @property
    def examples(self) -> int:
        """How many examples the checked rows hold."""
        return self._totals.examples

    @property
    def counts(self) -> Counter[tuple[str, Severity]]:
        """How many findings there are of each rule and severity."""
        counts = +self._counts
        counts.update(_kind(placed) for placed in self._file_findings())
        return counts

    def worst_first(self) -> Iterator[tuple[int, Placed]]:
        """The findings with their rows, the worst first; those of the file lead their severity."""
        of_file = self._file_findings()
        for severity in WORST_FIRST:
            yield from ((0, placed) for placed in of_file if placed.finding.severity is severity)
            for rank in range(RANKS[Severity.ERROR], RANKS[severity] - 1, -1):
                for row in self._rows_of_rank(rank):
                    for placed in self._findings(self._results[row]):
                        if placed.finding.severity is severity:
                            yield row, placed

    def _forget(self) -> None:
        self._results: list[LineResult | None] = [None] * len(self.rows)
        self._ranks = bytearray([UNCHECKED]) * len(self.rows)
        self._totals = Totals()
        self._method = self._totals.method
        self._counts: Counter[tuple[str, Severity]] = Counter()
        self._cursor = 0

    def _next_unchecked(self) -> int:
        row = self._ranks.find(UNCHECKED, self._cursor)
        return row if row >= 0 else self._ranks.find(UNCHECKED)

    def _check_row(self, number: int) -> LineResult:
        row = self.rows[number]
        if not row and number == len(self.rows) - 1:
            return NO_LINE
        if number == 0 and row.startswith(BYTE_ORDER_MARK):
            # The mark is no part of the JSON, yet its column counts; a space stands in for it.
            width = len(BYTE_ORDER_MARK) if self.unit is Unit.UTF8 else 1
            row = b" " * width + row[len(BYTE_ORDER_MARK) :]
        return self._checker.check(row)

    def _judge_by_method(self) -> None:
        self._method = self._totals.method
        self._counts = Counter()
        for row, result in enumerate(self._results):
            self._counts.update(map(_kind, self._findings(result)))
            self._ranks[row] = self._rank(result)

    def _count(self, result: LineResult | None, times: int) -> None:
        if result is not None:
            self._totals.add(result.summary, times)
            for placed in self._findings(result):
                self._counts[_kind(placed)] += times

    def _findings(self, result: LineResult | None) -> tuple[Placed, ...]:
        return result.under(self._method) if result else ()

    def _file_findings(self) -> tuple[Placed, ...]:
        if not self.is_checked:
            return ()
        return place_in_file(self.rows[0], self._checker.check_file(self._totals))

    def _rank(self, result: LineResult | None) -> int:
        findings = self._findings(result)
        return max((RANKS[placed.finding.severity] for placed in findings), default=CLEAN)

    def _rows_of_rank(self, rank: int) -> Iterator[int]:
        row = self._ranks.find(rank)
        while row >= 0:
            yield row
            row = self._ranks.find(rank, row + 1)

    def _place(self, position: Position) -> Place:
        row, column = position
        if row >= len(self.rows):
            last = len(self.rows) - 1
            return Place(last, len(self.rows[last]))
        return Place(row, to_offset(self.rows[row], column, self.unit))


def _kind(placed: Placed) -> tuple[str, Severity]:
    return placed.finding.code, placed.finding.severity
