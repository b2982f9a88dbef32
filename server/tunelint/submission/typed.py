"""Whether a record that was read is what its class says: anybody may have written to its file."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def is_typed(value: object, kind: Any) -> bool:
    """Whether a value is of a kind: a plain type, a tuple, one of several, or a dataclass."""
    members = get_args(kind)
    if isinstance(kind, UnionType):
        return any(is_typed(value, each) for each in members)
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and _are_typed(value, members)
    if isinstance(kind, type) and is_dataclass(kind):
        fields = _fields(kind)
        return isinstance(value, kind) and all(
            is_typed(getattr(value, name), fields[name]) for name in fields
        )
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)


def _are_typed(values: tuple[object, ...], kinds: tuple[Any, ...]) -> bool:
    if kinds[-1] is Ellipsis:
        return all(is_typed(each, kinds[0]) for each in values)
    return len(values) == len(kinds) and all(map(is_typed, values, kinds))


@cache
def _fields(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
