"""Changes of members and items: named by their paths, made in few bytes."""

from tunelint.engine.mending.surroundings import Surroundings
from tunelint.rules.fixes import AddMember, Move, Remove, RenameKey, SetValue
from tunelint.text import edits
from tunelint.text.edits import Edit, Kept


def set_value(row: bytes, change: SetValue, around: Surroundings) -> list[Edit]:
    """Put another value in the place of one."""
    return edits.set_value(row, change.path, change.value)


def rename_key(row: bytes, change: RenameKey, around: Surroundings) -> list[Edit]:
    """Give a key another name."""
    return edits.rename_key(row, change.path, change.name)


def remove(row: bytes, change: Remove, around: Surroundings) -> list[Edit]:
    """Take a member or an item away."""
    return edits.remove(row, change.path)


def add_member(row: bytes, change: AddMember, around: Surroundings) -> list[Edit]:
    """Add a member to an object."""
    return edits.add_member(row, change.path, change.key, change.value)


def move(row: bytes, change: Move, around: Surroundings) -> list[Edit]:
    """Take a value elsewhere, byte for byte."""
    *holder, last = change.to
    kept = Kept(change.path)
    if isinstance(last, str):
        added = edits.add_member(row, tuple(holder), last, kept)
    else:
        added = edits.add_item(row, change.to, kept)
    return [*added, *edits.remove(row, change.path)]
