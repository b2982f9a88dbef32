"""Reads the profiles. The data stand in the TOML files beside this one."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

NAMES = ("azure", "openai")
DEFAULT = "azure"


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the day it was last read."""

    title: str
    url: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Limit:
    """A documented number.

    `doubtful_from` is where the documents can be read as if the limit were passed already.
    """

    value: int
    source: Source
    doubtful_from: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The documented values of something."""

    values: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Profile:
    """What one service documents. Sizes are in bytes, the rest are counts."""

    name: str
    title: str
    image_formats: Choice
    image_modes: Choice
    examples_min: Limit
    examples_advised: Limit
    image_examples_max: Limit
    images_per_example_max: Limit
    images_per_example_advised: Limit
    image_bytes_max: Limit


@cache
def profile(name: str) -> Profile:
    """The profile of that name, one of `NAMES`."""
    table = _read(f"{name}.toml")
    choices = {key: _choice(entry) for key, entry in table.pop("choices").items()}
    limits = {key: _limit(entry) for key, entry in table.pop("limits").items()}
    fields: dict[str, Any] = {**table, **choices, **limits}
    return Profile(**fields)


@cache
def source(key: str) -> Source:
    """The document that the sources file lists under a key such as `SEED`."""
    return _sources()[key]


@cache
def _sources() -> dict[str, Source]:
    return {key: Source(**entry) for key, entry in _read("sources.toml").items()}


def _choice(entry: dict[str, Any]) -> Choice:
    return Choice(tuple(entry["values"]), source(entry["source"]))


def _limit(entry: dict[str, Any]) -> Limit:
    return Limit(**{**entry, "source": source(entry["source"])})


def _read(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)
