"""What the service sets for a job when nobody does, and what it charges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tunelint.profiles.source import Source, source


@dataclass(frozen=True, slots=True)
class EpochRule:
    """How many times a job goes through its file when nobody says.

    It is `usual`, and between `fewest` and `most` where that would make fewer than `examples_min`
    or more than `examples_max` examples in all.
    """

    usual: int
    fewest: int
    most: int
    examples_min: int
    examples_max: int
    source: Source
    note: str = ""

    @classmethod
    def read(cls, entry: dict[str, Any]) -> EpochRule:
        """The rule in a TOML table."""
        return cls(**{**entry, "source": source(entry["source"])})


@dataclass(frozen=True, slots=True)
class Price:
    """What training costs in US dollars, for a million tokens or for an hour.

    `tier` is the kind of capacity that it is the price of, where there are several.
    """

    usd: float
    per: str
    source: Source
    tier: str = ""
    note: str = ""

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Price:
        """The price in a TOML table."""
        return cls(**{**entry, "source": source(entry["source"])})
