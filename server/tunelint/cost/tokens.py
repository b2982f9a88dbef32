"""A number of tokens that is not always known exactly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Tokens(NamedTuple):
    """At least `low` and at most `high` tokens; `high` is the estimate where one number is due."""

    low: int
    high: int

    @classmethod
    def exactly(cls, number: int) -> Tokens:
        """A number that is known."""
        return cls(number, number)

    @classmethod
    def total(cls, several: Iterable[Tokens]) -> Tokens:
        """All of them together."""
        low = high = 0
        for tokens in several:
            low += tokens.low
            high += tokens.high
        return cls(low, high)

    @property
    def words(self) -> str:
        """`765 tokens`, or `85 to 765 tokens`."""
        lowest = f"{self.low:,} to " if self.low != self.high else ""
        return f"{lowest}{self.high:,} token" + "s" * (self.high != 1)
