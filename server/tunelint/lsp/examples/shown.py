"""What is known of a view that is shown, and where its example is."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from tunelint.assist.view.placeholders import Placeholders
from tunelint.lsp.documents.workspace import DatasetDocument
from tunelint.lsp.examples.originals import Found, Likeness, Rows, nearest
from tunelint.text.rows import content

_MARK = re.compile(r"(\d+) (\d+) (\d+) ([0-9a-f]{16}) (\d+) ([0-9a-f]{16})", re.ASCII)


class Base(NamedTuple):
    """What a view was made from: a row, and the text that was made of it.

    The row stood at `number` then, and the dataset had so many `copies` of it.
    """

    number: int
    copies: int
    row: Likeness
    text: Likeness

    @property
    def mark(self) -> str:
        """All of it as a text, which says nothing of what stands in the row."""
        return " ".join(map(str, (self.number, self.copies, *self.row, *self.text)))

    @classmethod
    def read(cls, mark: Any) -> Base | None:
        """What a mark stands for, if it is one."""
        found = _MARK.fullmatch(mark) if isinstance(mark, str) else None
        if found is None:
            return None
        row, text = Likeness(int(found[3]), found[4]), Likeness(int(found[5]), found[6])
        return cls(int(found[1]), int(found[2]), row, text)


@dataclass(slots=True)
class Shown:
    """What a view shows: what it was made from, and the `number` where that row is by now.

    Where one of several copies of the row is gone, none of the others is written over. It `is_old`
    when the client was told that the original reads differently, and `is_writing` while it makes it
    so. What was read since is `fresh` until the view shows it: somebody may have begun to type.
    """

    number: int
    placeholders: Placeholders
    base: Base | None = None
    fresh: Base | None = None
    is_old: bool = False
    is_writing: bool = False
    restoring: asyncio.Task[None] | None = None


def standing_in(original: DatasetDocument, shown: Shown, base: Base) -> Found | None:
    """The row of a view in an open dataset: most of the time, where it was."""
    dataset = original.dataset
    row = dataset.line(shown.number)
    if base.row.is_of(row):
        return Found(shown.number, content(row))
    return finding(shown, base)(dataset.lines())


def finding(shown: Shown, base: Base) -> Callable[[Rows], Found | None]:
    """The question where the row of a view is in a dataset."""
    return partial(nearest, wanted=base.row, number=shown.number, copies=base.copies)
