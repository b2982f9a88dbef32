"""Makes small copies of images, to be shown beside a text."""

from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from xxhash import xxh3_128_digest

from tunelint.images.data_uri import to_data_uri
from tunelint.images.facts import ImageFacts
from tunelint.images.pixels import ConversionFailed, decode, encode

if TYPE_CHECKING:
    from PIL.Image import Image


class Bounds(NamedTuple):
    """The longest side of a copy in pixels, and the characters of its data URI."""

    side: int
    characters: int


SMALL, LARGE = Bounds(256, 64_000), Bounds(512, 256_000)
"""For a hover, and for a page. Noise of such sizes fits in as a coarse JPEG."""

MOST_PIXELS = 24_000_000
"""More take hundreds of megabytes to decode. A JPEG is decoded at a smaller scale."""

REMEMBERED = 64

_QUALITIES = (85, 70, 50, 30)
_WHITE = (255, 255, 255)


def thumbnail(data: bytes, facts: ImageFacts, bounds: Bounds = SMALL) -> str | None:
    """A data URI of the image, made to fit into a small square; None when it can't be made."""
    if not facts.width or not facts.height:
        return None
    if facts.format != "JPEG" and facts.width * facts.height > MOST_PIXELS:
        return None
    try:
        square = (bounds.side, bounds.side)
        image = decode(data, facts, enough=square)
        image.thumbnail(square)
        uris = (to_data_uri(media_type, copy) for media_type, copy in _copies(image))
        return next((uri for uri in uris if len(uri) <= bounds.characters), None)
    except ConversionFailed:
        return None


class Thumbnails:
    """Makes thumbnails, and remembers the last ones; threads may share it."""

    def __init__(self, bounds: Bounds = SMALL) -> None:
        self._bounds = bounds
        self._made: dict[bytes, str | None] = {}
        self._lock = Lock()

    def of(self, data: bytes, facts: ImageFacts) -> str | None:
        """The thumbnail of an image."""
        digest = xxh3_128_digest(data)
        with self._lock:
            if digest in self._made:
                self._made[digest] = made = self._made.pop(digest)
                return made
        made = thumbnail(data, facts, self._bounds)
        with self._lock:
            self._made[digest] = made
            while len(self._made) > REMEMBERED:
                del self._made[next(iter(self._made))]
        return made


def _copies(image: "Image") -> Iterator[tuple[str, bytes]]:
    """Ever smaller files of a picture; in the first one its transparency is kept."""
    from PIL import Image

    if image.mode == "RGBA":
        yield "image/png", encode(image, "PNG")
        ground = Image.new("RGB", image.size, _WHITE)
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    for quality in _QUALITIES:
        yield "image/jpeg", encode(image, "JPEG", quality=quality)
