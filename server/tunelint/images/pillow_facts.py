"""What Pillow says of an image where its headers leave a doubt; imported only when they do."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

DECODED = ("PNG", "JPEG", "WEBP")

NAMED = (
    *("BLP", "CUR", "DCX", "DDS", "DIB", "FITS", "FLI", "ICNS", "PCX"),
    *("PPM", "QOI", "SGI", "SUN", "XBM", "XPM"),
)
"""Formats that nothing else in this package knows, and that have a mark to be told by."""

_BEGINNING = 1 << 16  # bytes in which each of them has told its name


def name_format(data: bytes) -> str | None:
    """Which of the rarer formats the bytes are, if Pillow can tell."""
    try:
        with opened(data[:_BEGINNING], NAMED) as image:
            return image.format
    except Exception:  # Pillow's readers raise whatever broken bytes make them raise
        return None


def find_pixel_damage(data: bytes) -> str | None:
    """What is wrong with a PNG, JPEG or WEBP, by decoding it in full: a clause, as in `ImageFacts`.

    None when nothing is, and for a picture beyond Pillow's pixel limit, which nobody decodes.
    """
    from PIL.Image import DecompressionBombError, DecompressionBombWarning

    try:
        with opened(data, DECODED) as image:
            image.load()
    except (DecompressionBombWarning, DecompressionBombError):
        return None
    except Exception:
        return "its pixels can't be decoded"
    try:
        with opened(data, DECODED) as image:
            image.verify()  # else Pillow takes a PNG whatever its checksums are
    except Exception:
        return "the checksum of a chunk is wrong"
    return None


@contextmanager
def opened(data: bytes, formats: tuple[str, ...]) -> "Iterator[Image]":
    """Open an image, provided that it has no more pixels than Pillow's limit."""
    import PIL.Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
        with PIL.Image.open(io.BytesIO(data), formats=formats) as image:
            yield image
