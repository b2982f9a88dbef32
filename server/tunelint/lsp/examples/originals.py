"""The rows of datasets that examples are shown of: from the editor, else from the disk."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from pygls.uris import to_fs_path
from xxhash import xxh3_64_hexdigest

from tunelint.assist.lines import read_line
from tunelint.engine.reading import RowReader
from tunelint.lsp.documents.places import Places
from tunelint.lsp.documents.workspace import DatasetDocument, DatasetWorkspace
from tunelint.lsp.protocol import RequestFailed, TunelintProtocol
from tunelint.text.rows import content

LONGEST_END = 2
"""Bytes of a line end."""

Answer = TypeVar("Answer")
Rows = Iterable[bytes]


class Likeness(NamedTuple):
    """What a text is known by again, in every process."""

    length: int
    digest: str

    @classmethod
    def of(cls, text: bytes) -> "Likeness":
        """What that text is known by."""
        return cls(len(text), xxh3_64_hexdigest(text))

    def is_of(self, row: bytes) -> bool:
        """Whether a row is the one that is meant, but for its line end."""
        is_as_long = 0 <= len(row) - self.length <= LONGEST_END
        return is_as_long and Likeness.of(content(row)) == self


class Found(NamedTuple):
    """A row that was looked for, and where it stands."""

    number: int
    row: bytes


class Originals:
    """The datasets that examples are shown of, be they open or not."""

    def __init__(self, protocol: TunelintProtocol) -> None:
        self._protocol = protocol

    def document(self, uri: str) -> DatasetDocument | None:
        """The dataset, if it is open."""
        return self._workspace.dataset_document(uri)

    async def ask(self, uri: str, question: Callable[[Rows], Answer]) -> Answer:
        """The answer to a question about the rows of a dataset, beside the event loop.

        A file that nobody opened is read as it is on the disk. Raises `RequestFailed`.
        """
        document = self.document(uri)
        if document is not None:
            return await asyncio.to_thread(question, document.dataset.lines())
        name = to_fs_path(uri)
        if name is None:
            raise RequestFailed("The dataset of this example is not open any more.")
        try:
            return await asyncio.to_thread(_ask_file, Path(name), question)
        except OSError as error:
            raise RequestFailed(f"{Path(name).name} can't be read: {error.strerror}.") from None

    async def copies(self, uri: str, row: bytes) -> int:
        """How many rows of a dataset read like this."""
        return await self.ask(uri, partial(_copies, wanted=Likeness.of(row)))

    @property
    def places(self) -> Places:
        """The places of a dataset that is not open."""
        return Places(self._workspace.unit)

    @property
    def _workspace(self) -> DatasetWorkspace:
        assert isinstance(self._protocol.workspace, DatasetWorkspace)
        return self._protocol.workspace


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


def nearest(rows: Rows, wanted: Likeness, number: int, copies: int) -> Found | None:
    """The row that reads like this, the one nearest to where it was.

    None when one of its copies is gone from there: it may be the one that was meant.
    """
    found = list(_like(rows, wanted))
    if len(found) < copies and all(each.number != number for each in found):
        return None
    return min(found, key=lambda each: abs(each.number - number), default=None)


def _copies(rows: Rows, wanted: Likeness) -> int:
    return sum(1 for _ in _like(rows, wanted))


def _like(rows: Rows, wanted: Likeness) -> Iterator[Found]:
    for number, row in enumerate(rows):
        if wanted.is_of(row):
            yield Found(number, content(row))


def _ask_file(file: Path, question: Callable[[Rows], Answer]) -> Answer:
    with file.open("rb") as stream:
        return question(RowReader(stream))
