"""Which rows of a text gave way to which others."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple


class Hunk(NamedTuple):
    """The rows from `start` up to `end` became those from `new_start` up to `new_end`."""

    start: int
    end: int
    new_start: int
    new_end: int


class Hunks:
    """Takes note of rows in order: some stay, others become more, less or other ones."""

    def __init__(self) -> None:
        self.made: list[Hunk] = []
        self._row = 0
        self._new_row = 0

    def keep(self) -> None:
        """A row stays as it is."""
        self._row += 1
        self._new_row += 1

    def replace(self, rows: int, new_rows: int) -> None:
        """So many rows become so many others."""
        hunk = Hunk(self._row, self._row + rows, self._new_row, self._new_row + new_rows)
        self._row, self._new_row = hunk.end, hunk.new_end
        self.made.append(hunk)


def combined(first: Sequence[Hunk], then: Sequence[Hunk]) -> list[Hunk]:
    """The hunks that do at once what those do one after the other."""
    if not first or not then:
        return [*first, *then]
    in_between = sorted(
        chain(
            ((hunk.new_start, hunk.new_end, hunk, None) for hunk in first),
            ((hunk.start, hunk.end, None, hunk) for hunk in then),
        ),
        key=lambda each: each[:2],
    )
    made = []
    shift, new_shift = 0, 0
    for group in _touching(in_between):
        low, high = group[0][0], max(end for _, end, *_ in group)
        start, new_start = low - shift, low + new_shift
        for _, _, one, other in group:
            if one:
                shift += (one.new_end - one.new_start) - (one.end - one.start)
            if other:
                new_shift += (other.new_end - other.new_start) - (other.end - other.start)
        made.append(Hunk(start, high - shift, new_start, high + new_shift))
    return made


_Between = tuple[int, int, Hunk | None, Hunk | None]


def _touching(hunks: Iterable[_Between]) -> Iterator[list[_Between]]:
    """Those that share rows together."""
    group: list[_Between] = []
    end = 0
    for hunk in hunks:
        if group and hunk[0] >= end:
            yield group
            group = []
        end = max(end, hunk[1]) if group else hunk[1]
        group.append(hunk)
    if group:
        yield group
