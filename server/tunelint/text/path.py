"""How a place inside an example is named: by the keys and indexes that lead to it."""

from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]  # `type Path = ...` needs Python 3.12


def to_pointer(path: Path) -> str:
    """Spell a path as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
