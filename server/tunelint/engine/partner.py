"""Remembers of a dataset what matters to the one that it belongs to."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from tunelint.config.settings import PartnerFile, Settings
from tunelint.dataset.method import Method
from tunelint.dataset.partner import Partner
from tunelint.dataset.summary import Summary, Totals
from tunelint.engine.asking import Asking
from tunelint.engine.line import LineChecker
from tunelint.engine.reading import RowReader
from tunelint.text.columns import Unit


def read_partner(file: PartnerFile, planned: Method | None) -> Partner:
    """Read a file without asking a rule about it; `planned` is the method of the job, if known.

    Raises `OSError`.
    """
    with file.path.open("rb") as stream:
        return partner_of(file, read_summaries(stream), planned)


def read_summaries(stream: BinaryIO) -> Iterator[Summary]:
    """The summaries of a stream's rows."""
    checker = LineChecker(Asking(Settings(), rules=()), Unit.UTF32)
    return (checker.check(row).summary for row in RowReader(stream))


def partner_of(file: PartnerFile, lines: Iterable[Summary], planned: Method | None) -> Partner:
    """What the summaries of a file's rows say to the other file."""
    totals = Totals(planned=planned)
    rows: dict[int, int] = {}
    for row, (kind, fingerprint, _) in enumerate(lines):
        totals.add(Summary(kind, None))
        if fingerprint is not None:
            rows.setdefault(fingerprint, row)
    return Partner(file.path, file.is_validation, rows, totals.method)
