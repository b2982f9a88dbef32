"""What an editor shows of the place under the pointer."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tunelint.assist.documentation import about_key, about_value
from tunelint.assist.expected import expected_at, forms_for, value_on
from tunelint.assist.image_hover import about_image
from tunelint.assist.shown_image import ShownImage, image_around
from tunelint.assist.spot import Spot
from tunelint.engine.placing import LONGEST_HIGHLIGHT, Placed
from tunelint.rules.page import page
from tunelint.rules.registry import BY_CODE
from tunelint.text.columns import character_start
from tunelint.text.cursor import Cursor, Slot, key_at, read_cursor, value_of
from tunelint.text.path import Path

MOST_CHARACTERS = 95_000
"""VS Code cuts off what is longer than 100,000, be it in the middle of a picture."""

LONGEST_LINE = 1_000
"""What the shapes document of a key has fewer."""

BETWEEN_SECTIONS = "\n---\n\n"

HEADING, LOWER = re.compile("^#", re.MULTILINE), "###"
"""Headings of a whole page would fill the small window that a hover is."""

Picture = Callable[[ShownImage], str | None]
"""What Markdown shows of an image: a small picture, or a link to one."""


class Hover(NamedTuple):
    """A text in Markdown, and the columns that it is about.

    `remote` is the URL of the image there, if the service would fetch it.
    """

    text: str
    start: int
    end: int
    remote: str | None = None


def hover(spot: Spot, picture: Picture) -> Hover | None:
    """What is documented of a place, its image, and the rules that found something there."""
    found = [placed for placed in spot.findings if placed.start <= spot.column <= placed.end]
    cursor = _under_pointer(spot)
    value = value_of(spot.row, cursor.token.end)
    image = image_around(value, cursor.path, spot.fetched)
    sections = [*_documented(spot, cursor, value)]
    if image:
        sections.append(_with_picture(about_image(image, spot), picture(image)))
    sections += _pages(found)
    if not sections:
        return None
    remote = image.url if image and image.is_remote else None
    return Hover(_joined(sections), *_columns(spot, cursor, found), remote)


def _with_picture(about: str, shown: str | None) -> str:
    """The section on an image; before it stands no more than a line."""
    fits = shown and len(about) + len(shown) < MOST_CHARACTERS - LONGEST_LINE
    return f"{about}\n{shown}\n" if fits else about


def _joined(sections: list[str]) -> str:
    """The sections, without the last ones where they would be too long together."""
    while len(text := BETWEEN_SECTIONS.join(sections)) > MOST_CHARACTERS:
        sections = sections[:-1]
    return text


def _under_pointer(spot: Spot) -> Cursor:
    """The token at the spot. A pointer at its first character is in it, unlike a cursor there."""
    cursor = read_cursor(spot.row, spot.offset)
    if cursor.token.start < cursor.token.end:
        return cursor
    return read_cursor(spot.row, spot.offset + 1)


def _pages(found: list[Placed]) -> Iterator[str]:
    for code in dict.fromkeys(placed.finding.code for placed in found):
        yield HEADING.sub(LOWER, page(BY_CODE[code]))


def _documented(spot: Spot, cursor: Cursor, value: Any) -> Iterator[str]:
    if cursor.slot is Slot.NOTHING or cursor.token.start == cursor.token.end:
        return
    is_key = cursor.slot is Slot.KEY
    path: Path = (*cursor.path, key_at(spot.row, cursor.token)) if is_key else cursor.path
    for form in forms_for(value, spot.methods):
        place = expected_at(form.shape, value, path)
        if place and place.member:
            told = place.member.key.name if is_key else value_on(value, path)
            about = about_key(place.member) if is_key else about_value(place.member, told)
            if about:
                yield f"`{told}`: {about}\n"
            return


def _columns(spot: Spot, cursor: Cursor, found: list[Placed]) -> tuple[int, int]:
    """The narrowest finding, else the token, of which a long one is shown around the pointer."""
    if found:
        narrowest = min(found, key=lambda placed: placed.end - placed.start)
        return narrowest.start, narrowest.end
    start, end = cursor.token
    if end - start > LONGEST_HIGHLIGHT:
        start = max(start, character_start(spot.row, spot.offset - LONGEST_HIGHLIGHT // 2))
        end = min(end, character_start(spot.row, start + LONGEST_HIGHLIGHT))
    return spot.column_of(start), spot.column_of(end)
