"""A dataset that is open in an editor: one edited line is one line checked again."""

from collections import Counter
from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import NamedTuple

from tunelint.config.baseline import line_key
from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.dataset.partner import Partner
from tunelint.dataset.summary import Summary, Totals
from tunelint.engine.asking import Asking
from tunelint.engine.file import FileVerdict, judge_file
from tunelint.engine.line import NO_LINE, LineChecker, LineResult
from tunelint.engine.multiline import covers, region_of
from tunelint.engine.placing import Placed
from tunelint.engine.row_results import RANKS, WORST_FIRST, RowResults
from tunelint.engine.tally import Counts
from tunelint.profiles import Profile
from tunelint.rules.fate import Fate
from tunelint.rules.finding import Finding, Severity
from tunelint.text.columns import Unit, encode
from tunelint.text.replacing import Position, replace_between
from tunelint.text.rows import BYTE_ORDER_MARK, Change, Rows

MOST_COMPARED = 2_000
"""Twice what an editor shows. A file that repeats one line 50,000 times is still typed in."""


class Passage(NamedTuple):
    """The text of one row, or of all rows of a value on several, from `first` to `last`."""

    first: int
    last: int
    text: bytes


class OpenDataset:
    """The rows of an open document with their results.

    Edits only mark rows as unchecked; `check` does the work, in slices as long as its caller
    allows. What the file says as a whole waits until every row is checked.
    """

    def __init__(self, text: str, settings: Settings, unit: Unit) -> None:
        self.unit = unit
        self.rows = Rows(encode(text))
        self._partner: Partner | None = None
        self.configure(settings)

    def configure(self, settings: Settings) -> None:
        """Follow other settings; every row has to be checked again."""
        self.settings = settings
        self._of_file: FileVerdict | None = None
        self._asking = Asking(settings)
        self._checker = LineChecker(self._asking, self.unit)
        self._forget()

    def reset(self, text: str) -> None:
        """Take another text in place of the whole one."""
        self.rows = Rows(encode(text))
        self._forget()

    def edit(self, start: Position, end: Position, text: str) -> Change:
        """Put `text` in place of what stands between two positions; returns which rows that is."""
        change = replace_between(self.rows, start, end, text, self.unit)
        self._results.replace(*change)
        self._of_file = None
        return change

    def look_again(self) -> None:
        """Check the rows with images anew, since more is known of these now."""
        self._results.drop_images()
        self._of_file = None

    def meet(self, partner: Partner | None) -> None:
        """Compare the file with that one from now on; no row is checked again for it."""
        self._partner = partner
        self._results.totals.meet(partner)
        self._of_file = None

    @property
    def is_checked(self) -> bool:
        """Whether every row is checked, so that the findings are complete."""
        return self._results.are_complete

    def check(self, seconds: float) -> None:
        """Check rows for about that long, those behind the last edit first."""
        deadline = perf_counter() + seconds
        while (row := self._results.next_unchecked()) is not None:
            self._results.put(row, self._check_row(row))
            self._of_file = None
            if perf_counter() >= deadline:
                break
        if self.is_checked:
            self._results.follow_method()

    @property
    def examples(self) -> int:
        """How many examples the checked rows hold."""
        return self._results.totals.examples

    @property
    def has_images(self) -> bool:
        """Whether a checked example has images."""
        return self._results.totals.image_examples > 0

    @property
    def methods(self) -> Counter[Method | None]:
        """The checked examples by the method that they are plainly made for."""
        return self._results.totals.methods

    @property
    def method(self) -> Method | None:
        """The method that the file is made for; None when it is not for training."""
        return self._results.totals.method

    @property
    def possible_methods(self) -> tuple[Method, ...]:
        """The method of the file, or all methods while neither a line nor a setting tells it."""
        is_told = self.settings.method or self._results.totals.methods.keys() - {None}
        return (self._results.method,) if is_told and self._results.method else tuple(Method)

    @property
    def counts(self) -> Counts:
        """How many findings there are of each rule and severity."""
        return self._whole.tally.counts.copy()

    @property
    def fates(self) -> Mapping[Fate, int]:
        """How many rows of each fate there are."""
        return self._whole.tally.fates

    @property
    def service(self) -> Profile:
        """What the service documents, by the settings."""
        return self._asking.service

    @property
    def is_for_training(self) -> bool:
        """Whether the file was said to be for training, or looks like it."""
        return self._results.totals.is_for_training

    def summaries(self) -> Iterator[Summary]:
        """What is remembered of each row that is checked, as it is now."""
        return self._results.summaries()

    def worst_first(self) -> Iterator[tuple[int, Placed]]:
        """The findings with their rows, the worst first; those of the file lead their severity."""
        whole = self._whole
        for severity in WORST_FIRST:
            for row, placed in whole.findings:
                if placed.finding.severity is severity:
                    yield row, placed
            for rank in range(RANKS[Severity.ERROR], RANKS[severity] - 1, -1):
                for row in self._results.worst_at(rank):
                    if covers(whole.regions, row):
                        continue
                    for placed in self._results.verdict(row).told:
                        finding = placed.finding
                        if finding.severity is severity and finding.code not in whole.untold:
                            yield row, placed

    def findings_between(self, first: int, last: int) -> Iterator[tuple[int, Placed]]:
        """The findings on some rows, `last` included, with their rows; those of the file lead."""
        whole = self._whole
        for row, placed in whole.findings:
            if first <= row <= last:
                yield row, placed
        for row, placed in self._results.found_between(first, last):
            if not covers(whole.regions, row) and placed.finding.code not in whole.untold:
                yield row, placed

    def line(self, row: int) -> bytes:
        """A row as JSON is read from it; empty where there is none."""
        return self._readable(row) if row < len(self.rows) else b""

    def written(self, row: int) -> bytes:
        """A row as it is checked, place by place the one that is read."""
        return self._readable(row)

    def lines(self) -> list[bytes]:
        """All rows as JSON is read from them, to be gone through while the text is edited."""
        lines = list(self.rows)
        lines[0] = self._readable(0)
        return lines

    def passages(self) -> Iterator[Passage]:
        """All rows, those of a value on several together."""
        row = 0
        while row < len(self.rows):
            passage = self.passage(row)
            yield passage
            row = passage.last + 1

    def passage(self, row: int) -> Passage:
        """The rows that findings in a row are about."""
        region = region_of(self._whole.regions, row)
        first, last = (region.first, region.last) if region else (row, row)
        rows = (self._readable(number) for number in range(first, last + 1))
        return Passage(first, last, b"".join(rows))

    def known_by(self, row: int, finding: Finding) -> str:
        """What a baseline knows the finding's line by; empty for what it can't hold."""
        result = self._results[row]
        if result is None or covers(self._whole.regions, row):
            return ""
        if finding.path is None and any(
            finding is each.finding for _, each in self._whole.findings
        ):
            return ""
        return line_key(self._readable(row), result.summary.fingerprint)

    def _forget(self) -> None:
        totals = Totals(
            is_lenient=self.settings.lenient, planned=self.settings.method, partner=self._partner
        )
        totals.has_byte_order_mark = self.rows[0].startswith(BYTE_ORDER_MARK)
        self._results = RowResults(len(self.rows), totals)
        self._of_file = None

    def _check_row(self, number: int) -> LineResult:
        row = self.written(number)
        if not row and number == len(self.rows) - 1:
            return NO_LINE
        return self._checker.check(row)

    def _readable(self, number: int) -> bytes:
        row = self.rows[number]
        if number == 0 and row.startswith(BYTE_ORDER_MARK):
            # The mark is no part of the JSON, yet its column counts; a space stands in for it.
            width = len(BYTE_ORDER_MARK) if self.unit is Unit.UTF8 else 1
            return b" " * width + row[len(BYTE_ORDER_MARK) :]
        return row

    @property
    def _whole(self) -> FileVerdict:
        if not self.is_checked:
            return FileVerdict(self._results.tally.copy())
        if self._of_file is None:
            self._of_file = self._judge_file()
        return self._of_file

    def _judge_file(self) -> FileVerdict:
        results = self._results
        regions = results.regions(self.rows)
        results.totals.multiline_values = len(regions)
        results.totals.byte_size = self.rows.byte_size
        tally = results.tally.copy()
        for first, last, _ in regions:
            for row in range(first, last + 1):
                tally.subtract(results.verdict(row))
        return judge_file(
            self.summaries, results.totals, regions, tally, self._asking, MOST_COMPARED
        )
