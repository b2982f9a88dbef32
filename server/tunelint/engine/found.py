"""What a check of a stream found, as far as it is wanted to be fixed."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from tunelint.engine.fixing import Wanted, any_fix
from tunelint.engine.placing import Placed
from tunelint.engine.spool import Spool
from tunelint.engine.stream import StreamCheck
from tunelint.rules.finding import Finding
from tunelint.rules.fixes import Fix, JoinLines, ReencodeFile, RemoveMark


class Encoding(NamedTuple):
    """In which encoding a file is to be read, and the rule that says so."""

    encoding: str
    code: str


class Joined(NamedTuple):
    """The last row of a value that is to be joined, and the rule that says so."""

    last: int
    code: str


class Found:
    """The findings of a check by what has to be done: with the file, with a row, with many rows.

    The check reads its stream now. `mark` is the rule that says that the byte order mark has to
    go, if it has to; `joined` are values by their first rows; `every_line` are findings that ask
    for the same of each row, and `of_file` those of the whole file about single rows. `offered`
    counts what has a fix that is not wanted.
    """

    def __init__(self, check: StreamCheck, spool: Spool, wanted: Wanted) -> None:
        self._check = check
        self._spool = spool
        self._wanted = wanted
        self._whole = check.judge(spool)
        self.method = check.totals.method
        self.has_mark = check.totals.has_byte_order_mark
        self.is_wanted = False
        self.offered = 0
        self.encoding: Encoding | None = None
        self.mark = ""
        self.joined: dict[int, Joined] = {}
        self.every_line: list[Placed] = []
        self.of_file: dict[int, list[Placed]] = {}
        self._last_rows = {region.first: region.last for region in self._whole.regions}
        for row, placed in self._whole.findings:
            self._sort(row, placed)
        for hit in check.of_lines(spool, self._whole):
            fix = self._count(hit.placed.finding)
            if hit.row == 0 and fix and isinstance(change := fix.changes[0], ReencodeFile):
                self.encoding = Encoding(change.encoding, hit.placed.finding.code)

    def of_lines(self) -> Iterator[tuple[int, list[Placed]]]:
        """The rows with findings of their own that are to be fixed, in order."""
        hits = self._check.of_lines(self._spool, self._whole)
        wanted = (hit for hit in hits if self._wanted(hit.placed.finding))
        for row, of_row in groupby(wanted, attrgetter("row")):
            yield row, [hit.placed for hit in of_row]

    def _sort(self, row: int, placed: Placed) -> None:
        fix = self._count(placed.finding)
        if fix is None:
            return
        if fix.every_line:
            self.every_line.append(placed)
        elif isinstance(fix.changes[0], RemoveMark):
            self.mark = placed.finding.code
        elif isinstance(fix.changes[0], JoinLines):
            self.joined[row] = Joined(self._last_rows[row], placed.finding.code)
        else:
            self.of_file.setdefault(row, []).append(placed)

    def _count(self, finding: Finding) -> Fix | None:
        fix = self._wanted(finding)
        self.is_wanted = self.is_wanted or fix is not None
        self.offered += fix is None and any_fix(finding) is not None
        return fix
