"""Checks a dataset from a stream, in memory that does not grow with the file."""

import pickle
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, NamedTuple

from tunelint.config.settings import Settings
from tunelint.dataset.summary import Kind, Summary, Totals
from tunelint.engine.asking import Asking
from tunelint.engine.excerpt import Excerpt, excerpt
from tunelint.engine.file import FileVerdict, judge_file
from tunelint.engine.line import LineChecker, LineResult
from tunelint.engine.multiline import Region, RegionFinder
from tunelint.engine.placing import Placed
from tunelint.engine.reading import RowReader
from tunelint.text.columns import Unit
from tunelint.text.span import Span

SPOOL_IN_MEMORY = 16 << 20

NO_EXCERPT = Excerpt("", 0, 0)
"""For what is judged when the row is gone."""


class Hit(NamedTuple):
    """A finding, its row from 0, and a short piece of that row around it."""

    row: int
    placed: Placed
    excerpt: Excerpt


class StreamCheck:
    """One pass over a stream; `totals` are complete when the iteration is.

    `on_bytes` is told of every chunk that was read. What is wrong with a line can hang on the
    method of the file, which is known at its end: until then findings wait in a spool.
    """

    def __init__(
        self,
        stream: BinaryIO,
        settings: Settings,
        on_bytes: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.totals = Totals(is_lenient=settings.lenient)
        self._stream = stream
        self._on_bytes = on_bytes
        self._asking = Asking(settings)
        self._checker = LineChecker(self._asking, Unit.UTF32)
        self._summaries: list[Summary] = []
        self._kinds: dict[Kind, Kind] = {}

    def __iter__(self) -> Iterator[Hit]:
        """The findings: those that no line has by itself, then the others by row."""
        reader, regions = RowReader(self._stream, self._on_bytes), RegionFinder()
        with SpooledTemporaryFile(SPOOL_IN_MEMORY) as spool:
            spooled = 0
            for number, row in enumerate(reader):
                result = self._checker.check(row)
                self._count(result.summary)
                if result.verdicts:
                    is_object = result.summary.kind.is_object
                    may_begin = result.begins_value
                    regions.follow(number, row, is_object=is_object, may_begin=may_begin)
                    pickle.dump((number, result.verdicts, _excerpts(row, result)), spool)
                    spooled += 1
                else:
                    regions.follow(number, row, is_object=True, may_begin=False)
            self.totals.has_byte_order_mark = reader.has_byte_order_mark
            verdict = self._judge_file(regions.complete)
            yield from (Hit(row, placed, NO_EXCERPT) for row, placed in verdict.findings)
            yield from self._of_lines(spool, spooled, verdict)

    def _count(self, summary: Summary) -> None:
        self.totals.add(summary)
        kind = self._kinds.setdefault(summary.kind, summary.kind)
        self._summaries.append(summary._replace(kind=kind))

    def _judge_file(self, regions: list[Region]) -> FileVerdict:
        self.totals.multiline_values = len(regions)
        findings = judge_file(lambda: self._summaries, self.totals, regions, self._asking)
        return FileVerdict(Counter(), findings, regions)

    def _of_lines(self, spool: IO[bytes], spooled: int, verdict: FileVerdict) -> Iterator[Hit]:
        method = self.totals.method
        spool.seek(0)
        for _ in range(spooled):
            number, verdicts, excerpts = pickle.load(spool)
            if method is None or verdict.covers(number):
                continue
            for placed in verdicts.get(method, ()):
                yield Hit(number, placed, excerpts[placed.span])


def _excerpts(row: bytes, result: LineResult) -> dict[Span, Excerpt]:
    spans = {placed.span for placed in chain.from_iterable(result.verdicts.values())}
    return {span: excerpt(row, span) for span in spans}
