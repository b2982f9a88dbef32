"""What an example does with tools: which ones it declares, calls, and has answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tunelint.dataset.example import Example, Message
from tunelint.text.path import Path

LISTS = ("tools", "functions")
TRACES = frozenset({"tool_calls", "tool_call_id", "function_call"})
"""The keys of messages that have to do with tools."""


@dataclass(slots=True)
class Tool:
    """A function that may be called; its `parameters` are None when it declares none."""

    name: str
    parameters: dict[str, Any] | None


@dataclass(slots=True)
class ToolList:
    """A list of declared tools, and where it stands."""

    path: Path
    items: list[Any]


@dataclass(slots=True)
class ToolCall:
    """A call at `path`, whose name and arguments stand in the object at `function`.

    What is absent or no text is None. `is_followed` tells that the conversation goes on behind
    the message, `is_answered` that a tool message has the call's id.
    """

    path: Path
    function: Path
    id: str | None
    name: str | None
    arguments: str | None
    is_followed: bool
    is_answered: bool = False


@dataclass(slots=True)
class ToolResult:
    """A tool message at `path`; `is_matched` tells that an earlier call has its `call_id`."""

    path: Path
    call_id: str
    is_matched: bool


@dataclass(slots=True)
class ToolUse:
    """The tools of one example.

    Where something is too misshapen to be read, nothing is known of what might refer to it:
    `tools_are_known`, `calls_are_known` and `results_are_known` tell that all is read.
    """

    example: Example
    lists: list[ToolList] = field(default_factory=list)
    tools: dict[str, Tool] = field(default_factory=dict)
    calls: list[ToolCall] = field(default_factory=list)
    results: list[ToolResult] = field(default_factory=list)
    tools_are_known: bool = True
    calls_are_known: bool = True
    results_are_known: bool = True


def read_tool_use(example: Example) -> Iterator[ToolUse]:
    """What an example does with tools, if it does anything."""
    holder = _holder(example)
    traces = [
        message
        for message in example.messages
        if message.role == "tool" or not TRACES.isdisjoint(message.value)
    ]
    if traces or any(name in holder for name in LISTS):
        use = ToolUse(example)
        _read_lists(holder, use)
        _read_traces(traces, use)
        yield use


def _holder(example: Example) -> dict[str, Any]:
    """The object that has the tools beside the messages."""
    holder: Any = example.value
    for key in example.path[:-1]:
        holder = holder.get(key)
    return holder if type(holder) is dict else {}


def _read_lists(holder: dict[str, Any], use: ToolUse) -> None:
    for name in LISTS:
        if name not in holder:
            continue
        items = holder[name]
        if type(items) is not list:
            use.tools_are_known = False
            continue
        use.lists.append(ToolList((*use.example.path[:-1], name), items))
        for item in items:
            tool = _tool(item if name == "functions" else _member(item, "function"))
            if tool is None:
                use.tools_are_known = False
            else:
                use.tools.setdefault(tool.name, tool)


def _tool(function: Any) -> Tool | None:
    name = _text(function, "name")
    parameters = _member(function, "parameters")
    return Tool(name, parameters if type(parameters) is dict else None) if name else None


def _read_traces(traces: list[Message], use: ToolUse) -> None:
    ends = {message.path[:-1]: message.path for message in use.example.messages}
    conversation = use.example.path
    calls = in_input = _Calls()
    for message in traces:
        listed = message.path[:-1]
        if listed != conversation:
            # Each output of a preference example continues the input, not the other output.
            conversation, calls = listed, _Calls(in_input)
        is_last = message.path == ends[listed] and (listed != use.example.path or len(ends) == 1)
        for call in _read_calls(message, use, is_followed=not is_last):
            calls.add(call)
        _read_result(message, use, calls)


class _Calls:
    """The calls of a conversation so far, by their ids; those before it are the `earlier` ones."""

    def __init__(self, earlier: _Calls | None = None) -> None:
        self._earlier = earlier
        self._waiting: dict[str, list[ToolCall]] = {}

    def add(self, call: ToolCall) -> None:
        if call.id is not None:
            self._waiting.setdefault(call.id, []).append(call)

    def answer(self, call_id: str) -> bool:
        """Note that the last call with that id is answered; whether there is one at all."""
        waiting = self._waiting.get(call_id)
        if waiting is None:
            return self._earlier is not None and self._earlier.answer(call_id)
        if waiting:
            waiting.pop().is_answered = True
        return True


def _read_calls(message: Message, use: ToolUse, *, is_followed: bool) -> Iterator[ToolCall]:
    if type(message.value.get("function_call")) is dict:
        path = (*message.path, "function_call")
        use.calls.append(_call(path, path, message.value["function_call"], None, is_followed))
    listed = message.value.get("tool_calls", [])
    if type(listed) is not list:
        use.calls_are_known = False
        return
    for index, item in enumerate(listed):
        path = (*message.path, "tool_calls", index)
        call_id = _text(item, "id")
        function = _member(item, "function")
        call = _call(path, (*path, "function"), function, call_id, is_followed)
        use.calls_are_known = use.calls_are_known and call_id is not None
        use.calls.append(call)
        yield call


def _call(
    path: Path, place: Path, function: Any, call_id: str | None, is_followed: bool
) -> ToolCall:
    name, arguments = _text(function, "name"), _text(function, "arguments")
    return ToolCall(path, place, call_id, name, arguments, is_followed)


def _read_result(message: Message, use: ToolUse, calls: _Calls) -> None:
    call_id = _text(message.value, "tool_call_id")
    if call_id is not None:
        use.results.append(ToolResult(message.path, call_id, calls.answer(call_id)))
    elif message.role == "tool":
        use.results_are_known = False


def _member(value: Any, key: str) -> Any:
    return value.get(key) if type(value) is dict else None


def _text(value: Any, key: str) -> str | None:
    member = _member(value, key)
    return member if type(member) is str else None
