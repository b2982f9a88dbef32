"""The documents that everything in the profiles is taken from, and how the data are read."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the day it was last read."""

    title: str
    url: str
    as_of: date


@cache
def source(key: str) -> Source:
    """The document that the sources file lists under a key such as `SEED`."""
    return _sources()[key]


def read_table(name: str) -> dict[str, Any]:
    """A TOML file beside this module."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _sources() -> dict[str, Source]:
    return {key: Source(**entry) for key, entry in read_table("sources.toml").items()}
