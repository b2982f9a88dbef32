"""JSON that is to be filled in: text with stops for the cursor, made from the shapes."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import orjson

from tunelint.assist.expected import allowed_in
from tunelint.dataset.shape import JsonType, Key, Shape, Variants


class Stop(NamedTuple):
    """Where the cursor stops: for any text, or to choose from some."""

    choices: tuple[str, ...] = ()


Pieces = tuple[str | Stop, ...]


class Spelling(NamedTuple):
    """How a row writes what stands between names and values."""

    colon: str
    comma: str


SPACED, COMPACT = Spelling(": ", ", "), Spelling(":", ",")

_COMPACT = re.compile(rb'[^"]*"[^"]*"[ \t]*+:[^ \t]')


def spelling_of(row: bytes) -> Spelling:
    """The spelling of a row, by its first key."""
    return COMPACT if _COMPACT.match(row) else SPACED


def as_snippet(pieces: Pieces) -> str:
    """The text in the syntax of snippets."""
    texts, stops = [], 0
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(re.sub(r"([\\$}])", r"\\\1", piece))
            continue
        stops += 1
        choices = ",".join(re.sub(r"([\\,|])", r"\\\1", choice) for choice in piece.choices)
        texts.append(f"${{{stops}|{choices}|}}" if choices else f"${stops}")
    return "".join(texts)


def as_plain(pieces: Pieces) -> str:
    """The text with the first of all choices, and nothing where anything may be written."""
    return "".join(
        piece if isinstance(piece, str) else "".join(piece.choices[:1]) for piece in pieces
    )


def object_of(shape: Shape, spelling: Spelling, given: Mapping[str, Pieces]) -> Pieces:
    """An object with what is given, and whatever else it needs."""
    needed = [
        key.name
        for key in shape.required
        if key.name in given or given.keys().isdisjoint(key.unless)
    ]
    names = [*needed, *(name for name in given if name not in needed)]
    declared = {key.name: key for key in shape.keys}
    members = [
        (written(name), spelling.colon, *(given.get(name) or value_of(declared[name], spelling)))
        for name in names
    ]
    return ("{", *_joined(members, spelling), "}")


def list_of(items: list[Pieces], spelling: Spelling) -> Pieces:
    """A list of some items."""
    return ("[", *_joined(items, spelling), "]")


def value_of(key: Key, spelling: Spelling, family: Variants | None = None) -> Pieces:
    """A value for a key, of the first type that it may have."""
    values = allowed_in(family) if family and family.discriminator.name == key.name else key.values
    if values and all(isinstance(value, str) for value in values):
        return ('"', Stop(tuple(map(str, values))) if len(values) > 1 else str(values[0]), '"')
    if values:
        return (Stop(tuple(map(written, values))),)
    return value_of_type(key.types[0], key.of, spelling)


def value_of_type(kind: JsonType, of: Shape | Variants | None, spelling: Spelling) -> Pieces:
    """A value of a type, with what its object needs."""
    inside: Pieces = object_of(of, spelling, {}) if isinstance(of, Shape) else ()
    match kind:
        case JsonType.STRING:
            return ('"', Stop(), '"')
        case JsonType.OBJECT:
            return inside or ("{", Stop(), "}")
        case JsonType.ARRAY:
            return ("[", *(inside or (Stop(),)), "]")
        case JsonType.BOOLEAN:
            return (Stop(("true", "false")),)
        case JsonType.NULL:
            return ("null",)
    return (Stop(("0",)),)


def written(value: str | int) -> str:
    """A value as JSON."""
    return orjson.dumps(value).decode()


def _joined(items: list[Pieces], spelling: Spelling) -> Pieces:
    pieces: list[str | Stop] = []
    for item in items:
        pieces += [spelling.comma, *item] if pieces else item
    return tuple(pieces)
