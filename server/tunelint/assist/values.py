"""What may be written as a value: what the shapes list, and what an example has names for."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from tunelint.assist.documentation import about_value
from tunelint.assist.expected import Member, value_on
from tunelint.assist.shown_image import detail_tokens, image_around
from tunelint.assist.skeleton import Pieces, Spelling, value_of_type, written
from tunelint.dataset import chat
from tunelint.dataset.example import read_example
from tunelint.dataset.forms import Form
from tunelint.dataset.shape import JsonType, Shape
from tunelint.dataset.tools import ToolUse, read_tool_use
from tunelint.images import Fetched
from tunelint.profiles import Profile
from tunelint.text.path import Path

EMBED = "The service can't read this path: embed the file by the quick fix of its finding."


class Kind(Enum):
    """What an offer is, as editors draw it."""

    KEY = "key"
    VALUE = "value"
    FILE = "file"
    REFERENCE = "reference"
    SKELETON = "skeleton"


class Offer(NamedTuple):
    """Something to write, by the name that it is found by."""

    name: str
    pieces: Pieces
    kind: Kind
    detail: str = ""
    doc: str = ""

    @property
    def is_scalar(self) -> bool:
        """Whether it can stand in place of a text that was begun."""
        return self.kind is not Kind.SKELETON


class Around(NamedTuple):
    """The place of a value, and what the example says around it."""

    value: Any
    path: Path
    form: Form
    service: Profile
    fetched: Fetched
    spelling: Spelling
    files: Callable[[], list[str]]

    @property
    def tools(self) -> ToolUse | None:
        """What the example does with tools."""
        if type(self.value) is not dict:
            return None
        example = read_example(self.value, self.form.messages_path, self.form.outputs)
        return next(iter(read_tool_use(example)), None)


def values_for(member: Member, around: Around) -> Iterator[Offer]:
    """The values that a member may have; of free text there is nothing to offer."""
    if member.values == chat.DETAILS:
        yield from _details(member, around)
    elif member.values:
        yield from _listed(member, around)
    elif named := NAMED.get((member.holder.name, member.key.name)):
        yield from named(around)
    yield from _of_types(member, around)


def unanswered_calls(around: Around) -> list[str]:
    """The ids of calls before the message at the path that no tool message has answered."""
    use = around.tools
    depth = next((n for n, step in enumerate(around.path, 1) if type(step) is int), None)
    if use is None or depth is None:
        return []
    message = around.path[:depth]
    earlier = (
        call.id
        for call in use.calls
        if call.id and not call.is_answered and _is_before(call.path, message, around.form)
    )
    return list(dict.fromkeys(earlier))


def _is_before(call: Path, message: Path, form: Form) -> bool:
    """Each output of a preference example continues the input, not the other output."""
    depth = len(message) - 1
    if call[:depth] == message[:depth]:
        return int(call[depth]) < int(message[depth])
    return call[: len(form.messages_path)] == form.messages_path


def _listed(member: Member, around: Around) -> Iterator[Offer]:
    values = list(member.values)
    if member.family is not None and member.is_discriminator:
        # First those whose objects have the keys that stand there already.
        shapes = member.family.shapes
        holder = value_on(around.value, around.path[:-1])
        there = set(holder) if type(holder) is dict else set()
        values.sort(key=lambda name: len(there - _names(shapes[str(name)])))
    for value in values:
        yield Offer(str(value), (written(value),), Kind.VALUE, doc=about_value(member, value))


def _names(shape: Shape) -> set[str]:
    return {key.name for key in shape.keys}


def _details(member: Member, around: Around) -> Iterator[Offer]:
    image = image_around(around.value, around.path, around.fetched)
    costs = detail_tokens(image, around.service.image_tokens)
    sums = "; ".join(f"{detail}: {cost}" for detail, cost in costs.items())
    for detail in member.values:
        doc = f"{about_value(member, detail)}\n\n{sums}"
        yield Offer(str(detail), (written(detail),), Kind.VALUE, detail=costs[str(detail)], doc=doc)


def _of_types(member: Member, around: Around) -> Iterator[Offer]:
    """What shows the type of a value: true, null, or a pair of brackets to write between."""
    for kind in member.key.types:
        if kind is JsonType.BOOLEAN:
            for name in ("true", "false"):
                yield Offer(name, (name,), Kind.VALUE, doc=member.key.doc)
        elif kind is JsonType.NULL:
            yield Offer("null", ("null",), Kind.VALUE)
        elif kind in BRACKETS and not member.values:
            pieces = value_of_type(kind, member.key.of, around.spelling)
            yield Offer(BRACKETS[kind], pieces, Kind.SKELETON, detail=kind, doc=member.key.doc)


def _tool_names(around: Around) -> Iterator[Offer]:
    for name in around.tools.tools if around.tools else ():
        yield Offer(name, (written(name),), Kind.REFERENCE, doc="A tool of this example.")


def _call_ids(around: Around) -> Iterator[Offer]:
    for call_id in unanswered_calls(around):
        yield Offer(call_id, (written(call_id),), Kind.REFERENCE, doc="A call without answer.")


def _files(around: Around) -> Iterator[Offer]:
    for name in around.files():
        yield Offer(name, (written(name),), Kind.FILE, doc=EMBED)


NAMED: dict[tuple[str, str], Callable[[Around], Iterator[Offer]]] = {
    (chat.FUNCTION_CALL.name, "name"): _tool_names,
    (chat.MESSAGES["function"].name, "name"): _tool_names,
    (chat.MESSAGES["tool"].name, "tool_call_id"): _call_ids,
    (chat.IMAGE_URL.name, "url"): _files,
}
"""Values that the example itself, or its folder, has names for."""

BRACKETS = {JsonType.STRING: '""', JsonType.OBJECT: "{}", JsonType.ARRAY: "[]"}
