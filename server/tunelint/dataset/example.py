"""A decoded example as rules see it: typed, with whatever is misshapen left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tunelint.dataset.chat import MESSAGES
from tunelint.text.path import Path


@dataclass(slots=True)
class Image:
    """An image that a content part refers to; `part` leads to that part."""

    part: Path
    url: str

    @property
    def url_path(self) -> Path:
        """Where the URL stands."""
        return (*self.part, "image_url", "url")


@dataclass(slots=True)
class Outline:
    """Who speaks, in order. A message whose role is missing or unknown has None.

    `path` leads to the list of messages.
    """

    path: Path
    roles: tuple[str | None, ...]


@dataclass(slots=True)
class Text:
    """A text that somebody says: a message's content, or a text part of it."""

    path: Path
    role: str | None
    value: str


@dataclass(slots=True)
class Example:
    """An example in full, as it was decoded. `path` leads to the list of messages.

    `messages` holds whatever stands in that list; its items need not be objects. `roles` tells the
    known ones, and is None when there is no such list.
    """

    value: dict[str, Any]
    path: Path
    messages: list[Any]
    roles: tuple[str | None, ...] | None
    texts: list[Text]
    images: list[Image]


def read_example(value: dict[str, Any], path: Path) -> Example:
    """The example in a decoded line whose messages stand at `path`."""
    messages: Any = value
    for key in path:
        messages = messages.get(key) if type(messages) is dict else None
    if type(messages) is not list:
        return Example(value, path, [], None, [], [])
    roles: list[str | None] = []
    texts: list[Text] = []
    images: list[Image] = []
    for index, message in enumerate(messages):
        if type(message) is not dict:
            roles.append(None)
            continue
        role = message.get("role")
        known = role if type(role) is str and role in MESSAGES else None
        roles.append(known)
        content = message.get("content")
        if type(content) is str:
            texts.append(Text((*path, index, "content"), known, content))
        elif type(content) is list:
            _read_parts(content, known, (*path, index, "content"), texts, images)
    return Example(value, path, messages, tuple(roles), texts, images)


def plain_roles(value: dict[str, Any]) -> tuple[str, ...] | None:
    """The roles of a plain example: messages of nothing but a role and a text; else None.

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
        role = message.get("role")
        if type(role) is not str or type(message.get("content")) is not str:
            return None
        roles.append(role)
    return tuple(roles)


def _read_parts(
    content: list[Any], role: str | None, path: Path, texts: list[Text], images: list[Image]
) -> None:
    for index, part in enumerate(content):
        if type(part) is not dict:
            continue
        if part.get("type") == "image_url":
            reference = part.get("image_url")
            url = reference.get("url") if type(reference) is dict else None
            if type(url) is str:
                images.append(Image((*path, index), url))
        elif type(part.get("text")) is str:
            texts.append(Text((*path, index, "text"), role, part["text"]))
