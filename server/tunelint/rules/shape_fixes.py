"""Ways to mend keys and types, where one value is sure."""

from typing import Any

import orjson

from tunelint.dataset.shape import JsonType, Shape, Variants
from tunelint.dataset.validation import ShapeFault
from tunelint.rules.fixes import AddMember, Change, Fix, Remove, RenameKey, SetValue
from tunelint.rules.wording import choice
from tunelint.text.edits import Kept

BOOLEANS = {"true": True, "false": False}


def add_key(fault: ShapeFault) -> tuple[Fix, ...]:
    """Add a missing key that can have one value only."""
    value = _sure_value(fault)
    if value is None:
        return ()
    written = orjson.dumps({fault.key.name: value}).decode()[1:-1]
    return (Fix(f"Add {written}", True, (AddMember(fault.path, fault.key.name, value),)),)


def put_inside(fault: ShapeFault, keys: tuple[str, ...]) -> tuple[Fix, ...]:
    """Make the missing object of the keys that belong in it."""
    path = fault.path
    made: dict[str, Any] = {}
    for name in fault.value:
        if name in keys:
            made.setdefault(fault.key.name, {})[name] = Kept((*path, name))
        else:
            made[name] = Kept((*path, name))
    title = f'Put {choice(keys, "and")} into "{fault.key.name}"'
    return (Fix(title, True, (SetValue(path, made),)),)


def drop_or_rename(fault: ShapeFault, meant: str | None) -> Fix:
    """Give an unknown key the name that was meant, else take it away."""
    if meant is None:
        return Fix(f'Remove "{fault.key.name[:40]}"', False, (Remove(fault.path),))
    return Fix(f'Rename to "{meant}"', True, (RenameKey(fault.path, meant),))


def convert(fault: ShapeFault) -> tuple[Fix, ...]:
    """Write a value in the type that its key takes, where nothing is lost."""
    change, title = _conversion(fault)
    return (Fix(title, True, (change,)),) if change else ()


def _conversion(fault: ShapeFault) -> tuple[Change | None, str]:
    path, key, value = fault.path, fault.key, fault.value
    is_item = type(path[-1]) is int
    if value is None and not is_item and _is_optional(fault):
        return Remove(path), f'Remove "{key.name}"'
    if is_item and key.name == "content" and type(value) is str:
        return SetValue(path, {"type": "text", "text": Kept(path)}), "Make a text part of it"
    if JsonType.ARRAY in key.types and type(value) is dict and not is_item:
        return SetValue(path, [Kept(path)]), "Put it in a list"
    if JsonType.BOOLEAN in key.types and type(value) is str and value.lower() in BOOLEANS:
        meant = value.lower()
        return SetValue(path, BOOLEANS[meant]), f"Change to {meant}"
    is_free = not key.values and isinstance(fault.shape, Shape)
    if is_free and JsonType.STRING in key.types and type(value) is int:
        return SetValue(path, str(value)), f'Change to "{value}"'
    return None, ""


def _is_optional(fault: ShapeFault) -> bool:
    return isinstance(fault.shape, Shape) and fault.key in fault.shape.optional


def _sure_value(fault: ShapeFault) -> Any:
    if isinstance(fault.shape, Variants):
        return fault.shape.meant_by(fault.value.keys())
    return fault.key.values[0] if len(fault.key.values) == 1 else None
