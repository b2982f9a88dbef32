"""The outline of a dataset: its examples, and in each the messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import partial
from typing import NamedTuple

from tunelint.assist.lines import example_of, is_json, read_line
from tunelint.assist.remembered import Remembered
from tunelint.dataset.example import Example, Message
from tunelint.rules.wording import count
from tunelint.text.columns import Unit, to_columns, width
from tunelint.text.path import Path
from tunelint.text.rows import content
from tunelint.text.scanner import locate_all, members
from tunelint.text.span import Span

MOST_WITH_MESSAGES = 2_000
"""Examples. With the messages of more, an outline takes editors longer than anybody waits."""

LONGEST_WORDS = 60
NO_JSON, NO_OBJECT = "not JSON", "not an object"

_SPACE = re.compile(r"\s+")


class Kind(Enum):
    """What a symbol stands for."""

    EXAMPLE = "example"
    MESSAGE = "message"
    BROKEN = "broken"


class Symbol(NamedTuple):
    """An entry of the outline, and the columns of what it stands for in its row."""

    kind: Kind
    name: str
    detail: str
    start: int
    end: int
    children: tuple[Symbol, ...] = ()


class Outline:
    """The outline of a dataset. What was not edited since the last time is not read again."""

    def __init__(self, unit: Unit) -> None:
        self._short = Remembered(partial(_symbol, unit=unit, with_messages=False))
        self._full = Remembered(partial(_symbol, unit=unit, with_messages=True))

    def symbols(self, lines: list[bytes]) -> Iterable[Symbol | None]:
        """An entry for each line but the blank ones; in large datasets without the messages."""
        remembered = self._full if len(lines) <= MOST_WITH_MESSAGES else self._short
        return remembered.all(lines)


def _symbol(line: bytes, unit: Unit, *, with_messages: bool) -> Symbol | None:
    if not line or line.isspace():
        return None
    value = read_line(line)
    end = width(content(line), unit)
    if value is None:
        return Symbol(Kind.BROKEN, "", NO_OBJECT if is_json(line) else NO_JSON, 0, end)
    example = example_of(value)
    messages = tuple(_messages(example, line, unit)) if with_messages else ()
    return Symbol(Kind.EXAMPLE, _first_words(example), _holding(example), 0, end, messages)


def _holding(example: Example) -> str:
    """What is in an example; of one in another format its keys."""
    if not example.messages:
        return _shortened(", ".join(example.value))
    images = [count(len(example.images), "image")] if example.images else []
    return ", ".join([count(len(example.messages), "message"), *images])


def _first_words(example: Example) -> str:
    """What the user says first; without any, what is said first at all."""
    texts = example.texts
    said = next((text for text in texts if text.role == "user"), None) or next(iter(texts), None)
    return _shortened(said.value) if said else ""


def _messages(example: Example, line: bytes, unit: Unit) -> Iterator[Symbol]:
    places = _places(example, line)
    messages = sorted(example.messages, key=lambda message: places[message.path])
    offsets = (offset for message in messages for offset in places[message.path])
    columns = to_columns(line, offsets, unit)
    for start, end, message in zip(columns, columns, messages, strict=True):
        name = message.role or "message"
        if message.path[0] != example.path[0]:
            name = f"{name} ({message.path[0]})"
        yield Symbol(Kind.MESSAGE, name, _says(message), start, end)


def _places(example: Example, line: bytes) -> dict[Path, Span]:
    """Where the items of the lists of messages stand."""
    lists = {message.path[:-1] for message in example.messages}
    nodes = locate_all(line, lists)
    return {
        (*path, index): item.value
        for path in lists
        for index, item in enumerate(members(line, nodes[path].value.start))
    }


def _says(message: Message) -> str:
    """The first words of a message, else what it shows or calls."""
    told = message.value.get("content")
    parts = [part for part in told if type(part) is dict] if type(told) is list else []
    texts = (text for text in (told, *(part.get("text") for part in parts)) if type(text) is str)
    if words := _shortened(next(texts, "")):
        return words
    calls = message.value.get("tool_calls")
    if type(calls) is list and calls:
        return count(len(calls), "tool call")
    images = sum(part.get("type") == "image_url" for part in parts)
    return count(images, "image") if images else ""


def _shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    words = _SPACE.sub(" ", text[: 2 * LONGEST_WORDS]).strip()
    return words if len(words) <= LONGEST_WORDS else words[:LONGEST_WORDS].rstrip() + "…"
