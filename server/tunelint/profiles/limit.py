"""A documented number, and documented choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tunelint.profiles.source import Source, source


@dataclass(frozen=True, slots=True)
class Limit:
    """A documented number.

    `doubtful_from` is where the documents can be read as if the limit were passed already.
    """

    value: int
    source: Source
    doubtful_from: int | None = None
    note: str = ""

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Limit:
        """The limit in a TOML table."""
        return cls(**{**entry, "source": source(entry["source"])})


@dataclass(frozen=True, slots=True)
class Choice:
    """The documented values of something."""

    values: tuple[str, ...]
    source: Source

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Choice:
        """The choice in a TOML table."""
        return cls(tuple(entry["values"]), source(entry["source"]))
