"""What an editor writes beside each image: its size in pixels, its mode, its tokens."""

from collections.abc import Iterator
from typing import NamedTuple

from tunelint.assist.images import images_of
from tunelint.cost import image_tokens
from tunelint.dataset.example import Image
from tunelint.images import Fetched, known_image
from tunelint.profiles import Profile
from tunelint.text.columns import Unit, to_columns
from tunelint.text.scanner import locate_all


class Hint(NamedTuple):
    """A label in front of the character at a column."""

    column: int
    label: str


def hints(line: bytes, service: Profile, fetched: Fetched, unit: Unit) -> Iterator[Hint]:
    """The hints of a line, in front of the URLs: editors show but the beginning of a long line."""
    images = images_of(line)
    nodes = locate_all(line, [image.url_path for image in images])
    labels = {
        nodes[image.url_path].value.start: _label(image, service, fetched) for image in images
    }
    offsets = sorted(labels)
    for column, offset in zip(to_columns(line, offsets, unit), offsets, strict=True):
        yield Hint(column, labels[offset])


def _label(image: Image, service: Profile, fetched: Fetched) -> str:
    facts = known_image(image.url, fetched).facts
    size = facts.size if facts else None
    tokens = image_tokens(size, image.detail, service.image_tokens)
    pixels = f"{size[0]}x{size[1]}" if size else ""
    kind = (facts.mode or facts.format or "") if facts else ""
    return ", ".join(filter(None, (" ".join(filter(None, (pixels, kind))), tokens.words)))
