"""The messages of a chat: who speaks, what is called and answered, what is trained on."""

from collections.abc import Iterator
from typing import Any

from tunelint.assist.chat.parts import Parts
from tunelint.assist.chat.sheet import Sheet
from tunelint.assist.chat.shown import Call, Message, Part, Saying, Text, Value
from tunelint.assist.expected import value_on
from tunelint.assist.references import answered
from tunelint.dataset.method import Method
from tunelint.dataset.preference import OUTPUT_KEYS
from tunelint.dataset.tools import ToolUse
from tunelint.text.path import Path


class Messages:
    """Reads lists of messages. What nobody knows in one is among its values, as it stands there."""

    def __init__(
        self, value: dict[str, Any], method: Method | None, use: ToolUse, sheet: Sheet
    ) -> None:
        self._method = method
        self._use = use
        self._results = {result.path: result for result in use.results}
        self._sheet = sheet
        self._room = sheet.room
        self._parts = Parts(value, sheet)

    def of(self, listed: list[Any], path: Path) -> Iterator[Message]:
        """The messages of the list at a path, as many as there is room for."""
        for index, message in enumerate(listed):
            if self._room.takes("message"):
                yield self._message(message, (*path, index))

    def _message(self, message: Any, path: Path) -> Message:
        rest = dict(message) if type(message) is dict else {}
        role = self._room.word(_pop(rest, "role", str))
        return Message(
            path=path,
            role=role,
            name=self._room.word(_pop(rest, "name", str)),
            trained=self._trained(rest, role, path),
            answers=self._answered(rest, path),
            parts=tuple(self._said(message, rest, path)),
            calls=tuple(self._calls(rest)),
            values=tuple(
                Value(self._room.word(key), self._room.value(value))
                for key, value in rest.items()
                if value is not None and self._room.takes("key")
            ),
            notes=self._sheet.notes.take(path),
        )

    def _said(self, message: Any, rest: dict[str, Any], path: Path) -> Iterator[Part]:
        if type(message) is not dict:
            yield Saying("json", self._room.json(message))
        yield from self._parts.of(rest.pop("content", None), (*path, "content"))
        if refusal := _pop(rest, "refusal", str):
            yield Saying("refusal", self._room.text(refusal))

    def _trained(self, rest: dict[str, Any], role: str, path: Path) -> bool | None:
        """Whether a message is trained on. Of chats the answers are, but for those of weight 0."""
        weight = rest.get("weight", 1)
        is_answer = role == "assistant" and path[0] not in OUTPUT_KEYS
        if self._method is not Method.SUPERVISED or not is_answer or type(weight) is not int:
            return None
        if weight not in (0, 1):
            return None
        rest.pop("weight", None)
        return bool(weight)

    def _answered(self, rest: dict[str, Any], path: Path) -> Call | None:
        """The call that a message is the result of; nameless where there is none of that id."""
        call_id = _pop(rest, "tool_call_id", str)
        if call_id is None:
            return None
        result = self._results.get(path)
        call = answered(result, self._use) if result else None
        return Call(self._room.word(call and call.name), self._room.word(call_id), Text(""))

    def _calls(self, rest: dict[str, Any]) -> Iterator[Call]:
        for item in _pop(rest, "tool_calls", list) or ():
            if self._room.takes("call"):
                yield self._call(item, value_on(item, ("function",)))
        if function := _pop(rest, "function_call", dict):
            yield self._call(function, function)

    def _call(self, item: Any, function: Any) -> Call:
        """A call; one that names no function is shown as it stands there."""
        name, arguments = (value_on(function, (key,)) for key in ("name", "arguments"))
        if type(name) is not str:
            shown = self._room.json(item)
        elif type(arguments) is str:
            shown = self._room.json_text(arguments)
        else:
            shown = self._room.json(arguments)
        return Call(self._room.word(name), self._room.word(value_on(item, ("id",))), shown)


def _pop(members: dict[str, Any], key: str, kind: type) -> Any:
    """Take out a member of a type; one of another type stays, and is shown as it is."""
    return members.pop(key) if type(members.get(key)) is kind else None
