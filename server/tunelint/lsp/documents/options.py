"""The client's settings, as they come: initialization options and configuration changes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tunelint.config.keys import KEYS, Key, Values
from tunelint.config.values import Place

SECTION = "tunelint"


def read_options(given: Any, folder: Path, keys: Iterable[Key] = KEYS) -> Values:
    """The settings in a client's table; what it leaves empty is not set.

    The keys are those of a configuration file, as JSON spells them: `extendSelect`. Paths are
    relative to the folder. Raises `SettingsError` when a value can't be followed.
    """
    table = given if isinstance(given, dict) else {}
    values = {}
    for key in keys:
        name = client_name(key.name)
        value = table.get(name)
        if value is not None and value != "":
            values[key.name] = key.kind.read(value, Place((name,), folder))
    return values


def client_name(key: str) -> str:
    """The key as clients spell it."""
    first, *others = key.split("-")
    return first + "".join(map(str.capitalize, others))
