"""How a place inside an example is named: by the keys and indexes that lead to it."""

from typing import Any, TypeAlias

Path: TypeAlias = tuple[str | int, ...]  # `type Path = ...` needs Python 3.12


def to_pointer(path: Path) -> str:
    """Spell a path as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def value_at(value: Any, path: Path) -> Any:
    """The value that a path leads to."""
    for step in path:
        value = value[step]
    return value
