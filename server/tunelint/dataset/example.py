"""A decoded example as rules see it: typed, with whatever is misshapen left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tunelint.dataset.chat import MESSAGES
from tunelint.text.path import Path


@dataclass(slots=True)
class Image:
    """An image that a content part refers to; `part` leads to that part."""

    part: Path
    url: str
    detail: str | None

    @property
    def url_path(self) -> Path:
        """Where the URL stands."""
        return (*self.part, "image_url", "url")


@dataclass(slots=True)
class Outline:
    """Who speaks, in order. A message whose role is missing or unknown has None.

    `path` leads to the list of messages. `callers` are the indexes of those that call tools.
    """

    path: Path
    roles: tuple[str | None, ...]
    callers: frozenset[int]


@dataclass(slots=True)
class Message:
    """A message that is an object, as it was decoded; `role` is None when missing or unknown."""

    path: Path
    role: str | None
    value: dict[str, Any]


@dataclass(slots=True)
class Text:
    """A text that somebody says: a message's content, or a text part of it."""

    path: Path
    role: str | None
    value: str


@dataclass(slots=True)
class Example:
    """An example in full, as it was decoded. `path` leads to the list of messages.

    `roles` tells who speaks in that list, and is None when there is none. `messages` are those of
    the list and, behind them, of the outputs of a preference example. `byte_size` is that of the
    line, where it is known.
    """

    value: dict[str, Any]
    path: Path
    roles: tuple[str | None, ...] | None
    messages: list[Message]
    texts: list[Text]
    images: list[Image]
    byte_size: int | None = None


def outline(example: Example) -> Outline | None:
    """Who speaks in an example, if it has a list of messages."""
    if example.roles is None:
        return None
    depth = len(example.path)
    callers = frozenset(
        int(message.path[depth])
        for message in example.messages
        if message.path[:depth] == example.path and calls_tools(message.value)
    )
    return Outline(example.path, example.roles, callers)


def calls_tools(message: dict[str, Any]) -> bool:
    """Whether a message calls a tool, in the way of today or in the deprecated one."""
    return bool(message.get("tool_calls") or message.get("function_call"))


def read_example(
    value: dict[str, Any],
    path: Path,
    outputs: Iterable[str] = (),
    byte_size: int | None = None,
) -> Example:
    """The example in a decoded line whose messages stand at `path`, its outputs at those keys."""
    example = Example(value, path, None, [], [], [], byte_size)
    listed: Any = value
    for key in path:
        listed = listed.get(key) if type(listed) is dict else None
    if type(listed) is list:
        example.roles = tuple(_read_messages(listed, path, example))
    for key in outputs:
        if type(value.get(key)) is list:
            _read_messages(value[key], (key,), example)
    return example


def plain_roles(value: dict[str, Any]) -> tuple[str, ...] | None:
    """The roles of a plain example: messages of nothing but a role and some text; else None.

    Most lines of most datasets are plain, and of these the roles tell all about the shape.
    """
    if len(value) != 1:
        return None
    messages = value.get("messages")
    if type(messages) is not list:
        return None
    roles = []
    for message in messages:
        if type(message) is not dict or len(message) != 2:
            return None
        role, content = message.get("role"), message.get("content")
        if type(role) is not str or type(content) is not str or not content or content.isspace():
            return None
        roles.append(role)
    return tuple(roles)


def _read_messages(listed: list[Any], path: Path, example: Example) -> list[str | None]:
    """Read a list of messages into the example; returns their roles."""
    roles: list[str | None] = []
    for index, message in enumerate(listed):
        if type(message) is not dict:
            roles.append(None)
            continue
        told = message.get("role")
        role = told if type(told) is str and told in MESSAGES else None
        roles.append(role)
        example.messages.append(Message((*path, index), role, message))
        content = message.get("content")
        if type(content) is str:
            example.texts.append(Text((*path, index, "content"), role, content))
        elif type(content) is list:
            _read_parts(content, role, (*path, index, "content"), example)
    return roles


def _read_parts(content: list[Any], role: str | None, path: Path, example: Example) -> None:
    for index, part in enumerate(content):
        if type(part) is not dict:
            continue
        if part.get("type") == "image_url":
            reference = part.get("image_url")
            if type(reference) is dict and type(reference.get("url")) is str:
                detail = reference.get("detail")
                known = detail if type(detail) is str else None
                example.images.append(Image((*path, index), reference["url"], known))
        elif type(part.get("text")) is str:
            example.texts.append(Text((*path, index, "text"), role, part["text"]))
