"""Reads an example as a chat. Whatever is broken in it is shown as it stands there."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tunelint.assist.chat.messages import Messages
from tunelint.assist.chat.room import Room
from tunelint.assist.chat.sheet import Notes, Pictures, Sheet
from tunelint.assist.chat.shown import Block, Chat, Tool, Value
from tunelint.assist.expected import value_on
from tunelint.assist.lenses import example_title
from tunelint.assist.size import measure
from tunelint.assist.spot import Spot
from tunelint.dataset.example import read_example
from tunelint.dataset.forms import FORMS
from tunelint.dataset.method import Method, method_of_example
from tunelint.dataset.preference import OUTPUT_KEYS
from tunelint.dataset.tools import ToolList, ToolUse, read_tool_use
from tunelint.text.cursor import value_of
from tunelint.text.faults import find_fault
from tunelint.text.path import Path

NO_JSON = "the rest is no JSON, and not shown"


def chat(spot: Spot, pictures: Pictures) -> Chat | None:
    """What is to be drawn of the example in a row; None for a blank row."""
    if not spot.row.strip():
        return None
    fault = find_fault(spot.row)
    value = value_of(spot.row, fault.start if fault else len(spot.row))
    room = Room()
    sheet = Sheet(spot, room, Notes(spot, room), pictures)
    method = _method(value, spot)
    is_object = type(value) is dict
    blocks = _blocks(value, method, sheet) if is_object else _as_it_stands(sheet)
    size = measure(spot.row, spot.service, spot.fetched)
    broken = [NO_JSON] if fault and is_object else []
    return Chat(
        method=method,
        size=example_title(size) if size else "",
        findings=Counter(placed.finding.severity.value for placed in spot.findings),
        blocks=tuple(blocks),
        notes=sheet.notes.take(()),
        omitted=(*room.omitted(), *broken),
    )


def _method(value: Any, spot: Spot) -> Method | None:
    """The method that the example is plainly made for, else the file's."""
    plainly = method_of_example(value) if type(value) is dict else None
    return plainly or (spot.methods[0] if len(spot.methods) == 1 else None)


def _as_it_stands(sheet: Sheet) -> list[Block]:
    text = sheet.room.text(sheet.spot.row.decode(errors="replace"))
    return [Block("values", "No example", values=(Value("", text),))]


def _blocks(value: dict[str, Any], method: Method | None, sheet: Sheet) -> list[Block]:
    """Tools, messages, the outputs of a preference example, and what else there is."""
    has_input = type(value.get("input")) is dict
    conversation = FORMS[Method.PREFERENCE if has_input else Method.SUPERVISED].messages_path
    example = read_example(value, conversation, OUTPUT_KEYS)
    use = next(read_tool_use(example), ToolUse(example))
    messages = Messages(value, method, use, sheet)
    lists = {
        path: listed
        for path in (conversation, *((key,) for key in OUTPUT_KEYS))
        if type(listed := value_on(value, path)) is list
    }
    drawn = {*lists, *(listed.path for listed in use.lists)}
    blocks = [
        Block("tools", "Tools", tools=tuple(_tools(use.lists, sheet.room))),
        *(
            Block(*_heading(str(path[-1])), messages=tuple(messages.of(listed, path)))
            for path, listed in lists.items()
        ),
        Block(
            "values",
            "For the grader" if method is Method.REINFORCEMENT else "Other keys",
            values=tuple(_values(value, drawn, sheet.room)),
        ),
    ]
    return [block for block in blocks if block.messages or block.tools or block.values]


def _heading(key: str) -> tuple[str, str]:
    """The kind and the title of a list of messages."""
    if key not in OUTPUT_KEYS:
        return "messages", ""
    kind = "preferred" if key.startswith("preferred") else "rejected"
    title = key.replace("non_preferred", "non-preferred").replace("_", " ").capitalize()
    return kind, title


def _tools(lists: list[ToolList], room: Room) -> Iterator[Tool]:
    """The declared tools; one that has no name is shown as it stands there."""
    for item in (item for listed in lists for item in listed.items if room.takes("tool")):
        function = value_on(item, ("function",)) or item
        name, about, parameters = (
            value_on(function, (key,)) for key in ("name", "description", "parameters")
        )
        if type(name) is not str:
            parameters = item
        yield Tool(
            room.word(name),
            room.text(about if type(about) is str else ""),
            room.text("") if parameters is None else room.json(parameters),
        )


def _values(value: dict[str, Any], drawn: set[Path], room: Room) -> Iterator[Value]:
    """What is neither a message nor a tool."""
    for path, member in _members(value):
        if path not in drawn and room.takes("key"):
            yield Value(room.word(".".join(path)), room.value(member))


def _members(value: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The keys of an example, and in place of its input the keys of that."""
    for key, member in value.items():
        if key == "input" and type(member) is dict:
            yield from (((key, inner), inside) for inner, inside in member.items())
        else:
            yield (key,), member
