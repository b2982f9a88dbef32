"""ShareGPT records: `conversations` of turns that somebody is `from` and that have a `value`."""

from typing import Any

import orjson

from tunelint.convert.example import Json, Unconvertible, chat_example, spoken, tool, tool_call
from tunelint.convert.pictures import read_images, show_images

_CALL = "function_call"
SPEAKERS = {
    "human": "user",
    "user": "user",
    "gpt": "assistant",
    "chatgpt": "assistant",
    "assistant": "assistant",
    "bot": "assistant",
    "model": "assistant",
    "ai": "assistant",
    "system": "system",
    "function_call": _CALL,
    "tool_call": _CALL,
    "observation": "tool",
    "tool": "tool",
    "function_response": "tool",
    "tool_response": "tool",
}
_PREFERENCE_KEYS = ("chosen", "rejected")


def from_sharegpt(record: Json) -> Json:
    """Reads `conversations`, `system`, `tools`, `image` and `images`.

    Of each turn it reads `from` or `role`, `value` or `content`, and the `weight` of the
    assistant's. Turns behind the assistant's last one are left out: nobody learns from them. A
    record with `chosen` and `rejected` is a preference, and no chat.
    """
    turns = record["conversations"]
    if type(turns) is not list or any(key in record for key in _PREFERENCE_KEYS):
        raise Unconvertible
    reader = _Reader(spoken("system", record.get("system")))
    for turn in turns:
        reader.read(turn)
    messages = reader.messages
    while messages and messages[-1]["role"] != "assistant":
        messages.pop()
    return chat_example(show_images(messages, read_images(record)), _tools(record.get("tools")))


class _Reader:
    """Reads one turn after the other; knows which calls of tools are not answered yet."""

    def __init__(self, messages: list[Json]) -> None:
        self.messages = messages
        self._calls = 0
        self._unanswered: list[str] = []

    def read(self, turn: Any) -> None:
        if type(turn) is not dict:
            raise Unconvertible
        speaker = turn.get("from", turn.get("role"))
        content = turn.get("value", turn.get("content"))
        role = SPEAKERS.get(speaker.strip().lower()) if type(speaker) is str else None
        if role is None or type(content) is not str:
            raise Unconvertible
        if role == _CALL:
            self.messages.append({"role": "assistant", "tool_calls": self._called(content)})
        elif role == "tool":
            self._answer(content)
        else:
            self.messages.append({"role": role, "content": content})
        if "weight" in turn and self.messages[-1]["role"] == "assistant":
            self.messages[-1]["weight"] = turn["weight"]

    def _called(self, content: str) -> list[Json]:
        """The calls of a turn: one as JSON, or a list of them."""
        called = _parsed(content)
        calls = []
        for call in called if type(called) is list else [called]:
            if type(call) is not dict:
                raise Unconvertible
            arguments = call.get("arguments", {})
            if type(arguments) is not str:
                arguments = orjson.dumps(arguments).decode()
            self._calls += 1
            identity = f"call_{self._calls}"
            self._unanswered.append(identity)
            calls.append(tool_call(call.get("name"), arguments, identity))
        return calls

    def _answer(self, content: str) -> None:
        if not self._unanswered:
            raise Unconvertible
        identity = self._unanswered.pop(0)
        self.messages.append({"role": "tool", "tool_call_id": identity, "content": content})


def _tools(told: Any) -> list[Json]:
    """The tools, which some records hold as JSON in a string, and as bare functions."""
    tools = _parsed(told) if type(told) is str and told.strip() else told
    if not tools:
        return []
    if type(tools) is not list or any(type(each) is not dict for each in tools):
        raise Unconvertible
    return [each if "function" in each else tool(each) for each in tools]


def _parsed(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unconvertible from error
