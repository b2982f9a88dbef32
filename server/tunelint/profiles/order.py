"""What a fine-tuning job may be asked for: the ranges of its numbers, and its suffix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Any

from tunelint.profiles.limit import Choice, Limit
from tunelint.profiles.source import Source, read_table, source


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that are taken: from `least` or `above` something, up to `most`."""

    source: Source
    least: float | None = None
    above: float | None = None
    most: float | None = None
    whole: bool = False

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Range:
        """The range in a TOML table."""
        return cls(**{**entry, "source": source(entry["source"])})

    def __contains__(self, value: object) -> bool:
        return (
            isinstance(value, int if self.whole else int | float)
            and not isinstance(value, bool)
            and (self.least is None or value >= self.least)
            and (self.above is None or value > self.above)
            and (self.most is None or value <= self.most)
            and isfinite(value)
        )

    def __str__(self) -> str:
        number = "a whole number" if self.whole else "a number"
        low = f" above {self.above}" if self.least is None else f" from {self.least}"
        return number + low + (f" to {self.most}" if self.most is not None else "")


@dataclass(frozen=True, slots=True)
class OrderLimits:
    """What is documented of a job's request; `dated_suffix_max` is that of dated Azure APIs.

    The `training_types` are Azure's.
    """

    ranges: Mapping[str, Range]
    training_types: Choice
    suffix_max: Limit
    dated_suffix_max: Limit
    metadata_max: Limit


@cache
def order_limits() -> OrderLimits:
    """What is documented of a job's request."""
    table = read_table("order.toml")
    ranges = {name: Range.read(entry) for name, entry in table.pop("ranges").items()}
    training_types = Choice.read(table.pop("training_types"))
    return OrderLimits(
        ranges, training_types, **{name: Limit.read(entry) for name, entry in table.items()}
    )
