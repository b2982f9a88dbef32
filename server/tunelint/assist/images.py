"""The images of an open dataset: the one at a place, those of a row, and how closely to look."""

from collections.abc import Collection, Iterable

import orjson

from tunelint.assist.lines import example_on
from tunelint.dataset.example import Image
from tunelint.text.edits import Edit, add_member, set_value
from tunelint.text.path import value_at
from tunelint.text.scanner import locate_all

DETAIL = "detail"
MARK = b'"image_url"'


def images_of(row: bytes) -> list[Image]:
    """The images of the example in a row; none where it is no example."""
    example = example_on(row) if MARK in row else None
    return example.images if example else []


def image_at(row: bytes, offset: int, images: Collection[Image]) -> Image | None:
    """The image whose part of a message holds a byte of the row."""
    nodes = locate_all(row, [image.part for image in images])
    for image in images:
        start, end = nodes[image.part].value
        if start <= offset <= end:
            return image
    return None


def set_detail(row: bytes, images: Iterable[Image], detail: str) -> list[Edit]:
    """The edits by which images are looked at so closely."""
    images = [image for image in images if image.detail != detail]
    value = orjson.loads(row) if images else None
    edits = []
    for image in images:
        reference = (*image.part, "image_url")
        if DETAIL in value_at(value, reference):
            edits += set_value(row, (*reference, DETAIL), detail)
        else:
            edits += add_member(row, reference, DETAIL, detail)
    return edits
