"""Puts messages together to a chat example that fits its declared shape."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from tunelint.dataset import chat
from tunelint.dataset.validation import compile_shape, find_shape_faults

Json: TypeAlias = dict[str, Any]

_CHECK = compile_shape(chat.EXAMPLE)


class Unconvertible(Exception):
    """A record lacks what an example needs, or says what none can."""


def chat_example(messages: Sequence[Json], tools: Sequence[Json] = (), **further: Any) -> Json:
    """A supervised example; raises Unconvertible where the service would refuse it."""
    example = {"messages": list(messages), **further}
    if tools:
        example["tools"] = list(tools)
    if find_shape_faults(_CHECK, example) or not messages or messages[-1]["role"] != "assistant":
        raise Unconvertible
    called: set[str] = set()
    for message in messages:
        called.update(call["id"] for call in message.get("tool_calls", ()))
        if message.get("content") == [] or message.get("tool_call_id", "") not in {*called, ""}:
            raise Unconvertible
    return example


def spoken(role: str, content: Any) -> list[Json]:
    """The message in which somebody says this; nobody does when it is blank."""
    is_blank = content is None or (type(content) is str and not content.strip())
    return [] if is_blank else [{"role": role, "content": content}]


def tool_call(name: Any, arguments: Any, identity: Any) -> Json:
    """A call of a tool; its arguments are JSON in a string."""
    return {
        "id": identity,
        "type": "function",
        "function": {"name": name, "arguments": arguments},
    }


def tool(function: Json) -> Json:
    """The tool by which the model may call a function."""
    return {"type": "function", "function": function}
