"""Checks a dataset from a stream, in memory that does not grow with the file."""

from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, NamedTuple

from tunelint.config.baseline import example_key, line_key
from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.dataset.partner import Partner
from tunelint.dataset.summary import Summary, Totals
from tunelint.engine.asking import Asking
from tunelint.engine.excerpt import Excerpt, excerpt
from tunelint.engine.file import FileVerdict, judge_file
from tunelint.engine.line import LineChecker, LineResult
from tunelint.engine.multiline import Region, RegionFinder, covers
from tunelint.engine.placing import Placed
from tunelint.engine.reading import RowReader
from tunelint.engine.spool import Spool, Waiting
from tunelint.engine.tally import SOUND, Tally
from tunelint.text.columns import Unit
from tunelint.text.encodings import is_marked
from tunelint.text.span import Span

SPOOL_IN_MEMORY = 16 << 20

NO_EXCERPT = Excerpt("", 0, 0)
"""For what is judged when the row is gone."""


class Hit(NamedTuple):
    """A finding, its row from 0, and a short piece of that row around it.

    `line` is what a baseline knows the line by, empty for what is said of the whole file.
    """

    row: int
    placed: Placed
    excerpt: Excerpt
    line: str


class StreamCheck:
    """One pass over a stream; `totals` and `tally` are complete with the first finding.

    `on_bytes` is told of every chunk that was read. What is wrong with a line can hang on the
    method of the file, which is known at its end: until then findings wait in a spool.
    """

    def __init__(
        self,
        stream: BinaryIO,
        settings: Settings,
        on_bytes: Callable[[int], None] = lambda _: None,
        partner: Partner | None = None,
    ) -> None:
        self.totals = Totals(is_lenient=settings.lenient, planned=settings.method, partner=partner)
        self.tally = Tally()
        self._stream = stream
        self._on_bytes = on_bytes
        self._asking = Asking(settings)
        self._checker = LineChecker(self._asking, Unit.UTF32)
        self._summaries: list[Summary] = []
        self._tallies = {method: Tally() for method in Method}

    def __iter__(self) -> Iterator[Hit]:
        """The findings: those that no line has by itself, then the others by row."""
        with SpooledTemporaryFile(SPOOL_IN_MEMORY) as file:
            spool = Spool(file)
            whole = self.judge(spool)
            yield from self._of_file(whole)
            yield from self.of_lines(spool, whole)

    def judge(self, spool: Spool) -> FileVerdict:
        """Read the stream to its end; what is found in rows, by any method, goes to the spool."""
        reader, regions = RowReader(self._stream, self._on_bytes), RegionFinder()
        for number, row in enumerate(reader):
            if number == 0:
                self.totals.is_wide = is_marked(row)
            elif self.totals.is_wide:
                continue  # its line ends are others, and what is wrong with it is told already
            result = self._checker.check(row)
            self.totals.add(result.summary)
            self._summaries.append(result.summary)
            if result.verdicts or regions.is_open:
                regions.follow(
                    number,
                    row,
                    is_object=result.summary.kind.is_object,
                    may_begin=result.begins_value,
                )
            if result.verdicts:
                line = line_key(row, result.summary.fingerprint)
                spool.add(Waiting(number, result.verdicts, _excerpts(row, result), line))
                for method, verdict in result.verdicts.items():
                    self._tallies[method].add(verdict)
        self.totals.has_byte_order_mark = reader.has_byte_order_mark
        self.totals.byte_size = reader.byte_size
        regions.end()
        whole = self._judge_file(regions.complete, spool)
        self.tally = whole.tally
        return whole

    def of_lines(self, spool: Spool, whole: FileVerdict) -> Iterator[Hit]:
        """What the rows have by themselves, in order, once the stream is read."""
        method = self.totals.method
        if method is None:
            return
        for row, verdicts, excerpts, line in spool:
            if not covers(whole.regions, row):
                for placed in verdicts.get(method, SOUND).told:
                    if placed.finding.code not in whole.untold:
                        yield Hit(row, placed, excerpts[placed.span], line)

    def _judge_file(self, regions: list[Region], spool: Spool) -> FileVerdict:
        self.totals.multiline_values = len(regions)
        tally = self._tally_without(regions, spool)
        return judge_file(lambda: self._summaries, self.totals, regions, tally, self._asking)

    def _tally_without(self, regions: list[Region], spool: Spool) -> Tally:
        method = self.totals.method
        if method is None:
            return Tally()
        tally = self._tallies[method]
        if regions:
            for row, verdicts, *_ in spool:
                if covers(regions, row):
                    tally.subtract(verdicts.get(method, SOUND))
        return tally

    def _of_file(self, verdict: FileVerdict) -> Iterator[Hit]:
        for row, placed in verdict.findings:
            # A path leads into an example; what is said of the whole file has none.
            number = None if placed.finding.path is None else self._summaries[row].fingerprint
            yield Hit(row, placed, NO_EXCERPT, "" if number is None else example_key(number))


def _excerpts(row: bytes, result: LineResult) -> dict[Span, Excerpt]:
    spans = {placed.span for verdict in result.verdicts.values() for placed in verdict.told}
    return {span: excerpt(row, span) for span in spans}
