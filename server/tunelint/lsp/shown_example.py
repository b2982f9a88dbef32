"""What is known of a view that is shown, and where its example is."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from tunelint.assist.view.placeholders import Placeholders
from tunelint.lsp.originals import Rows, nearest
from tunelint.lsp.workspace import DatasetDocument
from tunelint.text.rows import content


class Reading(NamedTuple):
    """A row that was read, the text that was made of it, and how often the dataset had it."""

    row: bytes
    text: bytes
    copies: int


@dataclass(slots=True)
class Shown:
    """What a view shows: the `row` that was read as a `text`, and the `number` where the row is.

    There is no `row` where the client opened a view with another text than that. The dataset had so
    many `copies` of it: where one is gone, none of the others is written over. `is_old` when the
    client was told that the original reads differently, `is_writing` while it makes it so. What was
    read since is `fresh` until the view shows it: somebody may have begun to type meanwhile.
    """

    number: int
    placeholders: Placeholders
    row: bytes | None = None
    text: bytes = b""
    copies: int = 1
    is_old: bool = False
    is_writing: bool = False
    fresh: Reading | None = None
    restoring: "asyncio.Task[None] | None" = None

    def follow(self, reading: Reading) -> None:
        """Compare with that from now on."""
        self.row, self.text, self.copies = reading
        self.fresh = None


def standing_in(original: DatasetDocument, row: bytes, shown: Shown) -> int | None:
    """Where the row of a view is in an open dataset: most of the time, where it was."""
    dataset = original.dataset
    if content(dataset.line(shown.number)) == row:
        return shown.number
    return finding(row, shown)(dataset.lines())


def finding(row: bytes, shown: Shown) -> Callable[[Rows], int | None]:
    """The question where the row of a view is in a dataset."""
    return partial(nearest, wanted=row, number=shown.number, copies=shown.copies)
