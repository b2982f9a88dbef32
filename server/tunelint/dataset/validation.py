"""Holds decoded JSON against a declared shape; a sound object costs little more than a look-up."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, NamedTuple, cast

from tunelint.dataset.shape import PYTHON_TYPES, JsonType, Key, Shape, Variants
from tunelint.text.path import Path, value_at

KEY_LISTS_REMEMBERED = 256


class Departure(Enum):
    """How JSON can depart from its shape."""

    MISSING_KEY = "missing key"
    UNKNOWN_KEY = "unknown key"
    WRONG_TYPE = "wrong type"
    UNKNOWN_VALUE = "unknown value"
    MALFORMED = "malformed"
    OUT_OF_PLACE = "out of place"


@dataclass(frozen=True, slots=True)
class ShapeFault:
    """One departure from the declared shape.

    `path` leads to the object that lacks the key, to the unknown key, or to the wrong value.
    `kind` names the family of objects ("message", "content part"), `shape` the very one ("user
    message"). `key` is the key concerned as it is declared, or for an unknown key its name alone.
    `value` is what stands at the path. `example` is the whole line that the path starts from.
    """

    departure: Departure
    path: Path
    kind: str
    shape: Shape | Variants
    key: Key
    value: Any
    example: dict[str, Any]

    @property
    def known_keys(self) -> tuple[str, ...]:
        """The keys that the object may have."""
        if isinstance(self.shape, Shape):
            return tuple(key.name for key in self.shape.keys)
        return tuple(self.shape.keys)

    @property
    def object(self) -> dict[str, Any]:
        """The object that holds what the path ends with."""
        return cast(dict[str, Any], value_at(self.example, self.path[:-1]))

    @property
    def flat_keys(self) -> tuple[str, ...]:
        """The keys that stand in the object and belong in the one inside that is missing."""
        return _flat(self.key, tuple(self.value), frozenset(self.known_keys))

    @property
    def allowed(self) -> frozenset[str]:
        """The values that the discriminator may have here, if it is the key concerned."""
        return self.shape.allowed if isinstance(self.shape, Variants) else frozenset()

    @property
    def holder(self) -> str:
        """The role of the message that holds the content part concerned, if it is one."""
        return self.shape.holder if isinstance(self.shape, Variants) else ""


Trail = tuple["Trail | None", str | int]
"""A path as pairs of what stands above and the last step: cheap to extend, seldom spelled out."""

Check = Callable[[dict[str, Any], Trail | None, "Faults"], None]


class Faults(list[ShapeFault]):
    """The faults of one example so far."""

    def __init__(self, example: dict[str, Any]) -> None:
        self.example = example


def find_shape_faults(check: Check, value: dict[str, Any]) -> list[ShapeFault]:
    """The faults of a decoded line, in reading order."""
    faults = Faults(value)
    check(value, None, faults)
    return faults


def compile_shape(shape: Shape | Variants) -> Check:
    """What checks objects of this shape, for `find_shape_faults`."""
    if isinstance(shape, Variants):
        return _VariantsCheck(shape)
    return _ObjectCheck(shape, shape.name)


class _Member(NamedTuple):
    name: str
    types: frozenset[type]
    check: Check | None
    key: Key


class _Plan(NamedTuple):
    """What is to be looked at in objects with one list of keys."""

    missing: tuple[Key, ...]
    unknown: tuple[str, ...]
    members: tuple[_Member, ...]


class _ObjectCheck:
    def __init__(self, shape: Shape, kind: str, discriminator: str | None = None) -> None:
        self._shape = shape
        self._kind = kind
        self._discriminator = discriminator
        self._members = {
            key.name: _Member(
                key.name,
                _python_types(key.types),
                compile_shape(key.of) if key.of else None,
                key,
            )
            for key in shape.keys
            if key.name != discriminator
        }
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def __call__(self, value: dict[str, Any], trail: Trail | None, faults: Faults) -> None:
        names = tuple(value)
        plan = self._plans.get(names) or self._plan(names)
        if plan.missing or plan.unknown:
            self._add_key_faults(plan, value, trail, faults)
        for name, types, check, key in plan.members:
            member = value[name]
            kind = type(member)
            if kind not in types:
                if member is None and any(value.get(other) for other in key.unless):
                    continue
                self._add(faults, Departure.WRONG_TYPE, (trail, name), key, member)
            elif check is not None:
                if kind is list:
                    self._check_items(check, key, member, (trail, name), faults)
                elif kind is dict:
                    check(member, (trail, name), faults)
            elif key.values and member not in key.values:
                self._add(faults, Departure.UNKNOWN_VALUE, (trail, name), key, member)
            elif key.takes is not None and not key.takes(member):
                self._add(faults, Departure.MALFORMED, (trail, name), key, member)

    def _check_items(
        self, check: Check, key: Key, items: list[Any], trail: Trail, faults: Faults
    ) -> None:
        for index, item in enumerate(items):
            if type(item) is dict:
                check(item, (trail, index), faults)
            else:
                of = replace(key, types=(JsonType.OBJECT,))
                self._add(faults, Departure.WRONG_TYPE, (trail, index), of, item)

    def _add_key_faults(
        self, plan: _Plan, value: dict[str, Any], trail: Trail | None, faults: Faults
    ) -> None:
        for key in plan.missing:
            self._add(faults, Departure.MISSING_KEY, trail, key, value)
        for name in plan.unknown:
            unknown = Key(name, (), "")
            self._add(faults, Departure.UNKNOWN_KEY, (trail, name), unknown, value[name])

    def _plan(self, names: tuple[str, ...]) -> _Plan:
        shape, present = self._shape, frozenset(names)
        known = self._members.keys() | {self._discriminator}
        missing = tuple(
            key
            for key in shape.required
            if key.name not in present and present.isdisjoint(key.unless)
        )
        flat = {name for key in missing for name in _flat(key, names, known)}
        plan = _Plan(
            missing,
            () if shape.open else tuple(name for name in names if name not in known | flat),
            tuple(self._members[name] for name in names if name in self._members),
        )
        if len(self._plans) < KEY_LISTS_REMEMBERED:
            self._plans[names] = plan
        return plan

    def _add(
        self,
        faults: Faults,
        departure: Departure,
        trail: Trail | None,
        key: Key,
        value: Any,
    ) -> None:
        path = _spelled_out(trail)
        fault = ShapeFault(departure, path, self._kind, self._shape, key, value, faults.example)
        faults.append(fault)


class _VariantsCheck:
    def __init__(self, variants: Variants) -> None:
        self._variants = variants
        self._name = variants.discriminator.name
        self._allowed = variants.allowed
        self._known = variants.keys
        self._checks = {
            value: _ObjectCheck(shape, variants.name, self._name)
            for value, shape in variants.shapes.items()
        }

    def __call__(self, value: dict[str, Any], trail: Trail | None, faults: Faults) -> None:
        told = value.get(self._name)
        check = self._checks.get(told) if type(told) is str else None
        if check is None:
            self._add_discriminator_fault(told, value, trail, faults)
            return
        if told not in self._allowed:
            self._add(faults, Departure.OUT_OF_PLACE, (trail, self._name), told)
        check(value, trail, faults)

    def _add_discriminator_fault(
        self, told: Any, value: dict[str, Any], trail: Trail | None, faults: Faults
    ) -> None:
        if self._name not in value:
            self._add(faults, Departure.MISSING_KEY, trail, value)
            for name in value.keys() - self._known.keys():
                unknown = Key(name, (), "")
                self._add(faults, Departure.UNKNOWN_KEY, (trail, name), value[name], unknown)
        elif type(told) is str:
            self._add(faults, Departure.UNKNOWN_VALUE, (trail, self._name), told)
        else:
            self._add(faults, Departure.WRONG_TYPE, (trail, self._name), told)

    def _add(
        self,
        faults: Faults,
        departure: Departure,
        trail: Trail | None,
        value: Any,
        key: Key | None = None,
    ) -> None:
        variants, path = self._variants, _spelled_out(trail)
        key = key or variants.discriminator
        fault = ShapeFault(departure, path, variants.name, variants, key, value, faults.example)
        faults.append(fault)


def _flat(key: Key, names: tuple[str, ...], known: Set[str | None]) -> tuple[str, ...]:
    """Those of an object's keys that belong in the one at a missing key, if it can be made."""
    inner = key.of
    if not isinstance(inner, Shape) or key.types != (JsonType.OBJECT,):
        return ()
    if not {each.name for each in inner.required} <= set(names) - known:
        return ()
    inside = {each.name for each in inner.keys}
    return tuple(name for name in names if name in inside and name not in known)


def _spelled_out(trail: Trail | None) -> Path:
    steps: list[str | int] = []
    while trail is not None:
        trail, step = trail
        steps.append(step)
    return tuple(reversed(steps))


def _python_types(types: tuple[JsonType, ...]) -> frozenset[type]:
    return frozenset(python for python, json in PYTHON_TYPES.items() if json in types)
