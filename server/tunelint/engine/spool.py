"""Findings that wait in a file until the method of the dataset is known."""

import pickle
from collections.abc import Iterator
from typing import IO, NamedTuple

from tunelint.engine.excerpt import Excerpt
from tunelint.engine.line import Verdicts
from tunelint.text.span import Span


class Waiting(NamedTuple):
    """What was found in a row, the excerpts of it that its findings point at, and its key."""

    row: int
    verdicts: Verdicts
    excerpts: dict[Span, Excerpt]
    line: str


class Spool:
    """Iterating gives what was added, in that order, as often as one likes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._length = 0

    def add(self, waiting: Waiting) -> None:
        """Let the findings of a row wait."""
        pickle.dump(tuple(waiting), self._file)
        self._length += 1

    def __iter__(self) -> Iterator[Waiting]:
        """What was added, from the beginning."""
        self._file.seek(0)
        for _ in range(self._length):
            yield Waiting(*pickle.load(self._file))
