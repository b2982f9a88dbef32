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
class Example:
    """An example: who speaks in it, in order, and the images in its messages.

    `path` leads to the list of messages. `roles` is None when there is no such list; in it, a
    message whose role is missing or unknown has None.
    """

    path: Path
    roles: list[str | None] | None
    images: list[Image]


def read_example(value: dict[str, Any], path: Path = ("messages",)) -> Example:
    """The example in a decoded line whose messages stand at `path`."""
    messages: Any = value
    for key in path:
        messages = messages.get(key) if type(messages) is dict else None
    if type(messages) is not list:
        return Example(path, None, [])
    roles: list[str | None] = []
    images: list[Image] = []
    for index, message in enumerate(messages):
        if type(message) is not dict:
            roles.append(None)
            continue
        role = message.get("role")
        roles.append(role if type(role) is str and role in MESSAGES else None)
        content = message.get("content")
        if type(content) is list:
            images += _images(content, (*path, index, "content"))
    return Example(path, roles, images)


def _images(content: list[Any], path: Path) -> list[Image]:
    found = []
    for index, part in enumerate(content):
        if type(part) is dict and part.get("type") == "image_url":
            reference = part.get("image_url")
            url = reference.get("url") if type(reference) is dict else None
            if type(url) is str:
                found.append(Image((*path, index), url))
    return found
