"""Images that records name beside their texts, which say `<image>` where each belongs."""

from typing import Any

from tunelint.convert.example import Json, Unconvertible

MARK = "<image>"


def read_images(record: Json) -> list[Any]:
    """The URLs or files under `images` or `image`."""
    images = record.get("images") or record.get("image") or []
    return images if type(images) is list else [images]


def show_images(messages: list[Json], images: list[Any]) -> list[Json]:
    """The messages with the images in place of the user's marks, the white space around included.

    Those without a mark come first in the user's first message. A mark without an image is text.
    """
    waiting = list(images)
    shown = [
        {**message, "content": _with_images(message["content"], waiting)}
        if message["role"] == "user" and type(message["content"]) is str
        else message
        for message in messages
    ]
    if not waiting:
        return shown
    first = next((message for message in shown if message["role"] == "user"), None)
    if first is None:
        raise Unconvertible
    content = first["content"]
    rest = content if type(content) is list else [_text(content)]
    first["content"] = [*map(_image, waiting), *rest]
    return shown


def _with_images(text: str, waiting: list[Any]) -> str | list[Json]:
    """Replace the marks by the images that wait, as long as there are some."""
    before, *pieces = text.split(MARK, len(waiting))
    if not pieces:
        return text
    parts = [_text(before.strip())]
    for piece in pieces:
        parts += [_image(waiting.pop(0)), _text(piece.strip())]
    return [part for part in parts if part.get("text") != ""]


def _text(text: str) -> Json:
    return {"type": "text", "text": text}


def _image(url: Any) -> Json:
    return {"type": "image_url", "image_url": {"url": url}}
