"""What the value of a setting can be: each kind reads it, and describes it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from tunelint.config.patterns import Pattern
from tunelint.config.settings import SettingsError
from tunelint.rules.wording import choice, nearest, shown

Schema = dict[str, Any]


class Place(NamedTuple):
    """Where a value stands: the keys that lead to it, and what paths in it are relative to."""

    keys: tuple[str, ...] = ()
    folder: Path = Path()

    @property
    def name(self) -> str:
        """The key whose value it is."""
        return self.keys[-1]


NOWHERE = Place()


class BadValue(SettingsError):
    """A value that can't be followed, at the end of `keys`; `word` stands in it if it is given."""

    def __init__(self, message: str, keys: tuple[str, ...], word: str = "") -> None:
        super().__init__(message)
        self.keys = keys
        self.word = word


class Kind(Protocol):
    """What values a setting takes."""

    @property
    def words(self) -> str:
        """The kind in words, as messages and pages name it."""

    def read(self, value: Any, place: Place) -> Any:
        """The value as the check takes it; raises `BadValue`."""

    def schema(self) -> Schema:
        """The JSON Schema of such values."""


@dataclass(frozen=True, slots=True)
class Name:
    """One of the names that there are of something; `hint` says where they are listed."""

    noun: str
    names: tuple[str, ...]
    hint: str = ""

    @property
    def words(self) -> str:
        """The names, unless they are listed elsewhere."""
        if self.hint:
            return f"a {self.noun}"
        return re.sub('("[^"]*")', r"`\1`", choice(self.names))

    def read(self, value: Any, place: Place = NOWHERE) -> str:
        """The name."""
        if not isinstance(value, str) or value not in self.names:
            message = no_such(self.noun, value, self.names, self.hint)
            raise BadValue(message, place.keys, word=str(value))
        return value

    def schema(self) -> Schema:
        """Names are defined once, at the schema's end."""
        return {"$ref": f"#/definitions/{self.noun}"}

    def definition(self) -> Schema:
        """What the schema refers to."""
        return {"enum": list(self.names)}


@dataclass(frozen=True, slots=True)
class Text:
    """Any text but the empty one."""

    words: str = "a text"

    def read(self, value: Any, place: Place) -> Any:
        """The text."""
        if not isinstance(value, str) or not value:
            raise BadValue(f'"{place.name}" must be {self.words}.', place.keys)
        return value

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class FilePath(Text):
    """The path of a file."""

    words: str = "a path"

    def read(self, value: Any, place: Place) -> Path:
        """The path, absolute."""
        path = Text.read(self, value, place)
        if "\0" in path:
            raise BadValue(f'"{place.name}" must be {self.words}.', place.keys)
        return absolute(place.folder / path)


@dataclass(frozen=True, slots=True)
class Glob(Text):
    """A pattern of file names."""

    words: str = "a pattern"

    def read(self, value: Any, place: Place) -> Pattern:
        """The pattern, with the folder that it looks at."""
        return Pattern(Text.read(self, value, place), place.folder)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within limits."""

    least: int
    most: int | None = None

    @property
    def words(self) -> str:
        """The limits."""
        if self.most is None:
            return f"a whole number of at least {self.least}"
        return f"a whole number from {self.least} to {self.most}"

    def read(self, value: Any, place: Place) -> int:
        """The number."""
        is_fit = type(value) is int and value >= self.least
        if not is_fit or (self.most is not None and value > self.most):
            raise BadValue(f'"{place.name}" must be {self.words}.', place.keys)
        return int(value)

    def schema(self) -> Schema:
        """An integer."""
        most = {} if self.most is None else {"maximum": self.most}
        return {"type": "integer", "minimum": self.least, **most}


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    words: str = "true or false"

    def read(self, value: Any, place: Place) -> bool:
        """Whether it is on."""
        if not isinstance(value, bool):
            raise BadValue(f'"{place.name}" must be {self.words}.', place.keys)
        return value

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Set:
    """A list in no order."""

    of: Kind
    words: str

    def read(self, value: Any, place: Place) -> frozenset[Any]:
        """The items."""
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise BadValue(f'"{place.name}" must be {self.words}.', place.keys)
        return frozenset(self.of.read(item, place) for item in value)

    def schema(self) -> Schema:
        """An array."""
        return {"type": "array", "items": self.of.schema()}


@dataclass(frozen=True, slots=True)
class Table:
    """Keys of one kind, each with a value of another one."""

    of: Kind
    to: Kind
    words: str

    def read(self, value: Any, place: Place) -> Mapping[Any, Any]:
        """The entries."""
        if not isinstance(value, dict):
            raise BadValue(f'"{place.name}" must be {self.words}.', place.keys)
        entries = {}
        for key, item in value.items():
            inside = Place((*place.keys, key), place.folder)
            entries[self.of.read(key, inside)] = self.to.read(item, inside)
        return entries

    def schema(self) -> Schema:
        """An object."""
        return {
            "type": "object",
            "propertyNames": self.of.schema(),
            "additionalProperties": self.to.schema(),
        }


def no_such(noun: str, name: Any, known: tuple[str, ...], hint: str = "") -> str:
    """Say that there is no such thing, and which one was probably meant."""
    meant = nearest(name, known) if isinstance(name, str) else None
    hint = f'Did you mean "{meant}"?' if meant else hint or f"Use {choice(known)}."
    if isinstance(name, dict | list):
        return f"{shown(name).capitalize()} is no {noun}. {hint}"
    return f"There is no {noun} {shown(name)}. {hint}"


def absolute(path: Path) -> Path:
    """The path from the root, without `..`, whether or not it exists; links are not followed."""
    return Path(os.path.normpath(Path.cwd() / path))
