"""What differs between two sequences, found in little more than one pass, however much it is."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

Pair = tuple[int, int]
"""The numbers of an item in both sequences."""


class Hunk(NamedTuple):
    """Items of a sequence, and the others in their place in another one."""

    old: slice
    new: slice

    def moved(self, old: int, new: int) -> Hunk:
        """The same hunk of sequences before which there are so many items more."""
        return Hunk(
            slice(self.old.start + old, self.old.stop + old),
            slice(self.new.start + new, self.new.stop + new),
        )


class _Chain(NamedTuple):
    """A pair, and those before it."""

    pair: Pair
    before: _Chain | None


def differing(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[Hunk]:
    """What differs between what is the same.

    Alone, the matcher would take time that grows with the square of what differs.
    """
    around = [(-1, -1), *_landmarks(old, new), (len(old), len(new))]
    for (before, new_before), (behind, new_behind) in pairwise(around):
        start, new_start = before + 1, new_before + 1
        for hunk in _between(old[start:behind], new[new_start:new_behind]):
            yield hunk.moved(start, new_start)


def _landmarks(old: Sequence[bytes], new: Sequence[bytes]) -> list[Pair]:
    """The items that stand once in both, as many as stand there in the same order."""
    once = _once(new)
    pairs = [(number, once[item]) for item, number in _once(old).items() if item in once]
    ends: list[int] = []  # the least that a chain can end with in `new`, by its length
    chains: list[_Chain] = []
    for pair in pairs:
        length = bisect_left(ends, pair[1])
        ends[length : length + 1] = [pair[1]]
        chains[length : length + 1] = [_Chain(pair, chains[length - 1] if length else None)]
    longest = []
    chain = chains[-1] if chains else None
    while chain:
        longest.append(chain.pair)
        chain = chain.before
    return longest[::-1]


def _between(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[Hunk]:
    """What differs between the same at both ends, which the matcher might tear apart."""
    most = min(len(old), len(new))
    same = next((n for n in range(most) if old[n] != new[n]), most)
    most -= same
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    inner = SequenceMatcher(None, old[same : len(old) - tail], new[same : len(new) - tail])
    for kind, first, behind, new_first, new_behind in inner.get_opcodes():
        if kind != "equal":
            yield Hunk(slice(first, behind), slice(new_first, new_behind)).moved(same, same)


def _once(items: Sequence[bytes]) -> dict[bytes, int]:
    """The items that stand there once, with their numbers."""
    counts = Counter(items)
    return {item: number for number, item in enumerate(items) if counts[item] == 1}
