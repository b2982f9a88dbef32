"""A record as a whole becomes another one."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from tunelint.convert import to_chat
from tunelint.engine.mending.surroundings import CannotMend, Surroundings
from tunelint.rules.fixes import ConvertToChat
from tunelint.text.edits import Edit, Kept, set_value
from tunelint.text.path import Path

Conversion = Callable[[Mapping[str, Any]], dict[str, Any] | None]


def convert_to_chat(row: bytes, change: ConvertToChat, around: Surroundings) -> list[Edit]:
    """Make a chat example of a record of another format."""
    edits = convert(row, to_chat)
    if edits is None:
        raise CannotMend("This record says what no chat example can, or has no answer.")
    return edits


def convert(row: bytes, conversion: Conversion) -> list[Edit] | None:
    """The edits that a conversion comes to, if it comes to any.

    What it takes over as it is stays as it was spelt.
    """
    try:
        value = orjson.loads(row)
    except orjson.JSONDecodeError:
        return None
    converted = conversion(value) if type(value) is dict else None
    if converted is None:
        return None
    return set_value(row, (), _keeping(converted, _places(value)))


def _places(whole: Any) -> dict[int, Path]:
    """Where each value stands; what is equal may be one object to Python."""
    places: dict[int, Path] = {}
    waiting: list[tuple[Any, Path]] = [(whole, ())]
    while waiting:
        value, path = waiting.pop()
        places[id(value)] = path
        if type(value) is dict:
            waiting += ((member, (*path, key)) for key, member in value.items())
        elif type(value) is list:
            waiting += ((item, (*path, index)) for index, item in enumerate(value))
    return places


def _keeping(value: Any, places: Mapping[int, Path]) -> Any:
    if id(value) in places:
        return Kept(places[id(value)])
    if type(value) is dict:
        return {key: _keeping(member, places) for key, member in value.items()}
    if type(value) is list:
        return [_keeping(item, places) for item in value]
    return value
