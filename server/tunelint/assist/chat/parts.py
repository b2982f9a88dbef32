"""What a message of a chat says and shows: its content, part by part."""

from collections.abc import Iterator
from typing import Any

from tunelint.assist.chat.sheet import Sheet
from tunelint.assist.chat.shown import Part, Picture, Saying
from tunelint.assist.expected import value_on
from tunelint.assist.shown_image import ShownImage, image_around, traits
from tunelint.cost import image_tokens
from tunelint.images import is_embedded
from tunelint.text.path import Path

LONGEST_URL = 2_000
NO_ROOM = "There are too many pictures to show this one."
NOT_DRAWN = "This image can't be shown."
NOT_FETCHED = "This image was not fetched."
NOT_KEPT = "This image was checked; its picture is not kept."


class Parts:
    """Reads the content of messages of the example that was decoded as `value`."""

    def __init__(self, value: dict[str, Any], sheet: Sheet) -> None:
        self._value = value
        self._spot = sheet.spot
        self._room = sheet.room
        self._notes = sheet.notes
        self._pictures = sheet.pictures

    def of(self, content: Any, path: Path) -> Iterator[Part]:
        """The parts of a content, be it a text or a list."""
        if content is None:
            return
        if type(content) is not list:
            yield self._other(content)
            return
        for index, part in enumerate(content):
            if self._room.takes("part"):
                yield self._part(part, (*path, index))

    def _part(self, part: Any, path: Path) -> Part:
        kind = value_on(part, ("type",))
        if kind == "image_url":
            return self._picture(path) or self._other(part)
        said = value_on(part, (kind,)) if kind in ("text", "refusal") else None
        if type(said) is str:
            return Saying(kind, self._room.text(said))
        return self._other(part)

    def _other(self, value: Any) -> Saying:
        """A bare text, or whatever else stands there."""
        return Saying("text" if type(value) is str else "json", self._room.value(value))

    def _picture(self, path: Path) -> Picture | None:
        image = image_around(self._value, path, self._spot.fetched)
        if image is None or image.part != path:
            return None
        has_room = self._room.takes_picture()
        src = self._pictures.of(image) if has_room else None
        self._room.hang(src or "")
        url = "" if is_embedded(image.url) else image.url
        return Picture(
            src,
            self._label(image),
            "" if src else _missing(image, has_room),
            url[:LONGEST_URL],
            src is None and has_room and len(url) <= LONGEST_URL and self._pictures.can_come(image),
            self._notes.take(path),
        )

    def _label(self, image: ShownImage) -> str:
        """`PNG, RGB, 64x64 pixels, 176 bytes, 85 tokens, low detail`."""
        told = value_on(self._value, (*image.part, "image_url", "detail"))
        detail = self._room.word(told)
        tokens = image_tokens(image.size, detail, self._spot.service.image_tokens)
        known = traits(image.facts) if image.facts else []
        return ", ".join([*known, tokens.words, *([f"{detail} detail"] if detail else [])])


def _missing(image: ShownImage, has_room: bool) -> str:
    """Why there is no picture of an image."""
    if not has_room:
        return NO_ROOM
    if image.is_remote and image.facts is None:
        return NOT_FETCHED
    return NOT_KEPT if image.is_remote else NOT_DRAWN
