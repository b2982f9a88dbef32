"""Draws examples as chats, for the tests of what is drawn."""

from typing import Any

import orjson

from tunelint.assist.chat.example import chat
from tunelint.assist.chat.shown import Chat, Message
from tunelint.assist.shown_image import ShownImage
from tunelint.assist.spot import spot_at
from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.text.columns import Unit

URL = "https://example.org/cat.png"
ANSWER = {"role": "assistant", "content": "Hi"}
CALL = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "weather", "arguments": '{"city": "Ôslo 😀"}'},
}


class Copies:
    """Draws each embedded image as a text."""

    def __init__(self, picture: str = "data:,") -> None:
        self._picture = picture

    def of(self, image: ShownImage) -> str | None:
        return self._picture if image.data else None

    def can_come(self, image: ShownImage) -> bool:
        return image.is_remote


DEFAULT, COPIES = Settings(), Copies()


def drawn_row(row: bytes, under: Settings = DEFAULT, copies: Copies = COPIES) -> Chat | None:
    dataset = OpenDataset(row.decode(errors="replace"), under, Unit.UTF16)
    while not dataset.is_checked:
        dataset.check(seconds=60)
    spot = spot_at(dataset, (0, 0))
    assert spot
    return chat(spot, copies)


def drawn(example: Any, under: Settings = DEFAULT, copies: Copies = COPIES) -> Chat:
    shown = drawn_row(orjson.dumps(example), under, copies)
    assert shown
    return shown


def messages(*several: Any, **more: Any) -> tuple[Message, ...]:
    """What is drawn of the messages of a chat."""
    blocks = drawn({"messages": [*several], **more}).blocks
    return next(block for block in blocks if block.kind == "messages").messages


def parts(*several: Any) -> Any:
    """What is drawn of the parts of a user's message."""
    return messages({"role": "user", "content": [*several]}, ANSWER)[0].parts


def image(url: str, **more: str) -> Any:
    return {"type": "image_url", "image_url": {"url": url, **more}}


def codes(message: Any) -> list[str]:
    return [note.code for note in message.notes]
