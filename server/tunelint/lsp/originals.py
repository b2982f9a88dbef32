"""The rows of datasets that examples are shown of: from the editor, else from the disk."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pygls.uris import to_fs_path

from tunelint.assist.lines import read_line
from tunelint.engine.reading import RowReader
from tunelint.lsp.protocol import RequestFailed
from tunelint.lsp.workspace import DatasetDocument
from tunelint.text.rows import content

LONGEST_END = 2
"""Bytes of a line end."""

Answer = TypeVar("Answer")
Rows = Iterable[bytes]


async def ask_rows(
    uri: str, document: DatasetDocument | None, question: Callable[[Rows], Answer]
) -> Answer:
    """The answer to a question about the rows of a dataset, beside the event loop.

    A file that nobody opened is read as it is on the disk. Raises `RequestFailed`.
    """
    if document is not None:
        return await asyncio.to_thread(question, document.dataset.lines())
    name = to_fs_path(uri)
    if name is None:
        raise RequestFailed("The dataset of this example is not open any more.")
    try:
        return await asyncio.to_thread(_ask_file, Path(name), question)
    except OSError as error:
        raise RequestFailed(f"{Path(name).name} can't be read: {error.strerror}.") from None


def row_at(rows: Rows, number: int) -> bytes | None:
    """The row of a number, if there are so many."""
    row = next(islice(rows, number, None), None)
    return None if row is None else content(row)


def written_near(rows: Rows, number: int) -> tuple[int, bytes] | None:
    """The row of a number if it is not blank, else the next one that is not, else the last."""
    before = None
    for other, row in enumerate(rows):
        if row and not row.isspace():
            before = other, row
            if other >= number:
                break
    return before


def example_behind(rows: Rows, number: int) -> int | None:
    """The next row with an object."""
    behind = enumerate(islice(rows, number + 1, None), number + 1)
    return next((other for other, row in behind if read_line(row) is not None), None)


def example_before(rows: Rows, number: int) -> int | None:
    """The row with an object before; what is read from a disk is read from its start."""
    if isinstance(rows, list):
        nearest_first = reversed(range(min(number, len(rows))))
        return next((other for other in nearest_first if read_line(rows[other]) is not None), None)
    before = enumerate(islice(rows, number))
    return max((other for other, row in before if read_line(row) is not None), default=None)


def places_of(rows: Rows, wanted: bytes) -> Iterator[int]:
    """The rows that read like this, but for their line ends."""
    for number, row in enumerate(rows):
        if 0 <= len(row) - len(wanted) <= LONGEST_END and content(row) == wanted:
            yield number


def copies_of(rows: Rows, wanted: bytes) -> int:
    """How many rows read like this."""
    return sum(1 for _ in places_of(rows, wanted))


def nearest(rows: Rows, wanted: bytes, number: int, copies: int) -> int | None:
    """The row that reads like this, the one nearest to where it was.

    None when one of its copies is gone from there: it may be the one that was meant.
    """
    found = list(places_of(rows, wanted))
    if number not in found and len(found) < copies:
        return None
    return min(found, key=lambda other: abs(other - number), default=None)


def _ask_file(file: Path, question: Callable[[Rows], Answer]) -> Answer:
    with file.open("rb") as stream:
        return question(RowReader(stream))
