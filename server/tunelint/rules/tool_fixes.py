"""Mends tools: a misspelt type, and the deprecated way to declare and call functions."""

from collections.abc import Iterator
from typing import Any

from tunelint.dataset.example import Example, Message
from tunelint.rules.fixes import Change, Fix, RenameKey, SetValue
from tunelint.rules.wording import nearest
from tunelint.text.path import Path


def fixes_of_type(path: Path, value: Any) -> tuple[Fix, ...]:
    """Writes the one type that there is where it was meant."""
    if type(value) is not str or not nearest(value, ("function",)):
        return ()
    return (Fix('Change to "function"', True, (SetValue(path, "function"),)),)


def migration(example: Example) -> Fix | None:
    """Rewrites the whole example, for half of it would fit neither way.

    None where both ways are mixed, or where a function message answers no call.
    """
    declared = example.value.get("functions", [])
    if _is_mixed(example) or not _are_objects(declared):
        return None
    changes = list(_declarations(declared, is_listed="functions" in example.value))
    waiting: dict[str, str] = {}
    invented = 0
    for message in example.messages:
        call = message.value.get("function_call")
        if type(call) is dict and type(call.get("name")) is str:
            invented += 1
            call_id = f"call_{invented}"
            waiting[call["name"]] = call_id
            changes += _call(message, call_id)
        elif message.role == "function":
            answered = waiting.pop(str(message.value.get("name")), None)
            if answered is None:
                return None
            changes += _answer(message, answered)
    return Fix('Rewrite as "tools" and "tool_calls"', not invented, tuple(changes))


def _is_mixed(example: Example) -> bool:
    return "tools" in example.value or any(
        message.role == "tool" or "tool_calls" in message.value for message in example.messages
    )


def _are_objects(declared: Any) -> bool:
    return type(declared) is list and all(type(function) is dict for function in declared)


def _declarations(declared: list[dict[str, Any]], *, is_listed: bool) -> Iterator[Change]:
    if is_listed:
        yield RenameKey(("functions",), "tools")
    for index, function in enumerate(declared):
        yield SetValue(("functions", index), {"type": "function", "function": function})


def _call(message: Message, call_id: str) -> Iterator[Change]:
    path = (*message.path, "function_call")
    called = {"id": call_id, "type": "function", "function": message.value["function_call"]}
    yield RenameKey(path, "tool_calls")
    yield SetValue(path, [called])


def _answer(message: Message, call_id: str) -> Iterator[Change]:
    yield SetValue((*message.path, "role"), "tool")
    yield RenameKey((*message.path, "name"), "tool_call_id")
    yield SetValue((*message.path, "name"), call_id)
    if message.value.get("content", "") is None:
        yield SetValue((*message.path, "content"), "")
