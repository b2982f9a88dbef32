"""What the shapes say of a place in an example: which key stands there, and what it may be."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tunelint.dataset.forms import FORMS, Form
from tunelint.dataset.method import PREFERENCE_OUTPUTS, Method, method_of_example
from tunelint.dataset.shape import Key, Shape, Variants
from tunelint.text.path import Path

Declared = Shape | Variants | None
"""The shape of an object, or of the items of a list."""


class Member(NamedTuple):
    """A key of an object whose shape is `holder`, which may be one of a `family`.

    `is_needed` tells that no shape that the object may have goes without the key.
    """

    key: Key
    holder: Shape
    family: Variants | None
    is_needed: bool

    @property
    def is_discriminator(self) -> bool:
        """Whether the value tells the shape of the object that has it."""
        return self.family is not None and self.key.name == self.family.discriminator.name

    @property
    def values(self) -> tuple[str | int, ...]:
        """The only values that are allowed, where they can be listed."""
        if self.family is not None and self.is_discriminator:
            return allowed_in(self.family)
        return self.key.values

    def is_required_beside(self, others: frozenset[str]) -> bool:
        """Whether an object with those other keys needs this one."""
        return self.is_needed and others.isdisjoint(self.key.unless)


class Expected(NamedTuple):
    """What is declared for a place, and the member whose value stands there, if it is one's."""

    declared: Declared
    member: Member | None = None


def forms_for(value: Any, methods: Iterable[Method]) -> list[Form]:
    """What an example looks like by its own keys, or by the methods that it may be made for."""
    plainly = None
    if type(value) is dict:
        has_output = not PREFERENCE_OUTPUTS.isdisjoint(value)
        is_preference = "input" in value or has_output
        plainly = Method.PREFERENCE if is_preference else method_of_example(value)
    return [FORMS[method] for method in ((plainly,) if plainly else methods)]


def expected_at(shape: Shape, value: Any, path: Path) -> Expected | None:
    """What is declared for a path in an example of that shape; None where nothing is."""
    found = Expected(shape)
    for step in path:
        if isinstance(step, int):
            found = Expected(found.declared)
        else:
            members = members_of(found.declared, value)
            member = next((member for member in members if member.key.name == step), None)
            if member is None:
                return None
            found = Expected(member.key.of, member)
        value = value_on(value, (step,))
    return found


def members_of(declared: Declared, value: Any) -> Iterator[Member]:
    """What an object may have; of all variants, where its discriminator tells none."""
    if declared is None:
        return
    family = declared if isinstance(declared, Variants) else None
    holders = [declared] if isinstance(declared, Shape) else _variants(declared, value)
    needed = [{key.name for key in holder.required} for holder in holders]
    for holder in holders:
        for key in holder.keys:
            is_needed = all(key.name in names for names in needed)
            yield Member(key, holder, family, is_needed)


def allowed_in(family: Variants) -> tuple[str, ...]:
    """The discriminator's values that are allowed, in the order in which they are declared."""
    return tuple(name for name in family.shapes if name in family.allowed)


def value_on(value: Any, path: Path) -> Any:
    """What a path leads to; None where it leads nowhere."""
    for step in path:
        if type(value) is dict:
            value = value.get(step)
        elif type(value) is list and type(step) is int and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _variants(family: Variants, value: Any) -> list[Shape]:
    told = value_on(value, (family.discriminator.name,))
    shape = family.shapes.get(told) if type(told) is str else None
    return [shape] if shape else [family.shapes[name] for name in allowed_in(family)]
