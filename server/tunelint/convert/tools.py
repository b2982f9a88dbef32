"""Deprecated functions, written as tools."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from tunelint.convert.example import Json, Unconvertible, tool, tool_call


def to_tools(value: Mapping[str, Any]) -> Json | None:
    """The chat example with tools in place of functions, tool calls in place of function calls.

    A call gets the first free one of the ids `call_1`, `call_2` ...; the function's message that
    answers it becomes the tool's and refers to that id, and an answer of null becomes an empty
    one. All else stays as and where it is. None when there is nothing to change, or when a
    function answers that was not called before.
    """
    messages = value.get("messages")
    if type(messages) is not list or any(type(message) is not dict for message in messages):
        return None
    try:
        migrated = _Migration(messages).messages
        changed = _renamed(value) | {"messages": migrated}
    except Unconvertible:
        return None
    return changed if changed != value else None


class _Migration:
    """The messages with tool calls. Each call waits under its function's name for an answer."""

    def __init__(self, messages: list[Json]) -> None:
        self._ids = _free_ids(messages)
        self._waiting: dict[str, list[str]] = {}
        self.messages = [self._migrate(message) for message in messages]

    def _migrate(self, message: Json) -> Json:
        if message.get("role") == "function":
            return self._answer(message)
        if "function_call" in message and message.get("role") == "assistant":
            return self._call(message)
        return message

    def _call(self, message: Json) -> Json:
        called = message["function_call"]
        rest = {key: value for key, value in message.items() if key != "function_call"}
        if called is None:
            return rest
        if type(called) is not dict or type(called.get("name")) is not str:
            raise Unconvertible
        earlier = rest.get("tool_calls") or []
        if called.keys() != {"name", "arguments"} or type(earlier) is not list:
            raise Unconvertible
        identity = next(self._ids)
        self._waiting.setdefault(called["name"], []).append(identity)
        call = tool_call(called["name"], called["arguments"], identity)
        return rest | {"tool_calls": [*earlier, call]}

    def _answer(self, message: Json) -> Json:
        waiting = self._waiting.get(str(message.get("name")))
        if not waiting or not message.keys() <= {"role", "name", "content"}:
            raise Unconvertible
        content = message.get("content")
        return {
            "role": "tool",
            "tool_call_id": waiting.pop(0),
            "content": "" if content is None else content,
        }


def _renamed(value: Mapping[str, Any]) -> Json:
    """The example with its functions among its tools, which stand where either stood first."""
    if "functions" not in value:
        return dict(value)
    functions, tools = value["functions"], value.get("tools", [])
    if type(functions) is not list or type(tools) is not list:
        raise Unconvertible
    if any(type(function) is not dict for function in functions):
        raise Unconvertible
    merged = [*tools, *map(tool, functions)]
    renamed: Json = {}
    for key, member in value.items():
        if key in ("functions", "tools"):
            renamed["tools"] = merged
        else:
            renamed[key] = member
    return renamed


def _free_ids(messages: list[Json]) -> Iterator[str]:
    calls = [call for message in messages for call in _listed(message.get("tool_calls"))]
    taken = [call.get("id") for call in calls if type(call) is dict]
    return (identity for number in count(1) if (identity := f"call_{number}") not in taken)


def _listed(value: Any) -> list[Any]:
    return value if type(value) is list else []
