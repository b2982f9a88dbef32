"""How the shape of a JSON object is declared: its keys, their types, values and documentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class JsonType(StrEnum):
    """The types of JSON values, by the names that messages use."""

    STRING = "a string"
    INTEGER = "an integer"
    NUMBER = "a number"
    BOOLEAN = "a boolean"
    NULL = "null"
    OBJECT = "an object"
    ARRAY = "an array"


PYTHON_TYPES: Mapping[type, JsonType] = {
    str: JsonType.STRING,
    int: JsonType.INTEGER,
    float: JsonType.NUMBER,
    bool: JsonType.BOOLEAN,
    type(None): JsonType.NULL,
    dict: JsonType.OBJECT,
    list: JsonType.ARRAY,
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an object.

    `values` lists the only values it may have; `takes` tells them where they can't be listed.
    `of` is the shape of its object, or of each item of its array. A required key with `unless` may
    be absent, or null, when one of those keys is there.
    """

    name: str
    types: tuple[JsonType, ...]
    doc: str
    values: tuple[str | int, ...] = ()
    of: Shape | Variants | None = None
    unless: tuple[str, ...] = ()
    takes: Callable[[Any], object] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """An object's keys. No others are allowed, unless it is `open`.

    `doc` is one line about an object that is one of several variants.
    """

    name: str
    required: tuple[Key, ...]
    optional: tuple[Key, ...] = ()
    open: bool = False
    doc: str = ""

    @property
    def keys(self) -> tuple[Key, ...]:
        """All keys: the required ones first."""
        return self.required + self.optional


@dataclass(frozen=True, slots=True)
class Variants:
    """Objects whose shape is told by the value of one key, the discriminator.

    A value of `shapes` that is not in `allowed` is known, but out of place here. Content parts
    name the role of the message that is their `holder`.
    """

    name: str
    discriminator: Key
    shapes: Mapping[str, Shape]
    allowed: frozenset[str]
    holder: str = ""

    @property
    def keys(self) -> dict[str, Key]:
        """The keys that any of the shapes has, the discriminator first."""
        keys = {self.discriminator.name: self.discriminator}
        for shape in self.shapes.values():
            keys |= {key.name: key for key in shape.keys if key.name not in keys}
        return keys

    def meant_by(self, names: Set[str]) -> str | None:
        """The one allowed value of the discriminator that an object of these keys can have."""
        own = {self.discriminator.name}
        fitting = [
            value
            for value, shape in self.shapes.items()
            if value in self.allowed
            and {key.name for key in shape.required} - own
            <= names
            <= {key.name for key in shape.keys} - own
        ]
        return fitting[0] if len(fitting) == 1 else None
