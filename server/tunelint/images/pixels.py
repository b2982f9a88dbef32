"""Decodes images that this package can read, whatever is in them, and encodes them again."""

import io
from typing import TYPE_CHECKING, Any

from tunelint.images.colours import to_rgb
from tunelint.images.facts import ImageFacts
from tunelint.images.pillow_facts import DECODED, NAMED, opened

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

READ = (*DECODED, "GIF", "BMP", "TIFF", "ICO", "AVIF", "JPEG2000", "PSD", *NAMED)
"""By Pillow's names. What would start a program (EPS) or holds more than pixels is left out."""

_ORIENTATION = 0x0112  # the tag of EXIF


class ConversionFailed(Exception):
    """An image can't be converted; the message says why, to the user."""


def decode(data: bytes, facts: ImageFacts, enough: tuple[int, int] | None = None) -> "Image":
    """The pixels of an image, or of its first frame: upright, RGB or RGBA, in sRGB.

    A JPEG is decoded at the smallest scale that still makes `enough` pixels, if that is given.
    """
    from PIL.Image import DecompressionBombError, DecompressionBombWarning

    if facts.format is None:
        raise ConversionFailed("These bytes are no image that Tunelint knows.")
    if facts.damage:
        raise ConversionFailed(f"{facts.format} image is damaged: {facts.damage}.")
    try:
        with opened(data, READ) as image:
            if enough:
                image.draft(None, enough)
            image.load()
            turn = _turn(image)
            pixels = to_rgb(image)
            return pixels if turn is None else pixels.transpose(turn)
    except (DecompressionBombWarning, DecompressionBombError):
        raise ConversionFailed(
            f"{facts.format} image has more pixels than Tunelint decodes."
        ) from None
    except Exception as error:  # Pillow's readers raise whatever broken bytes make them raise
        raise ConversionFailed(f"{facts.format} image can't be decoded.") from error


def encode(image: "Image", name: str, **options: Any) -> bytes:
    """Write pixels in a format, and nothing that stood beside them in their file."""
    image.info.clear()
    stream = io.BytesIO()
    try:
        image.save(stream, name, **options)
    except Exception as error:
        raise ConversionFailed(f"This image can't be written as {name}.") from error
    return stream.getvalue()


def _turn(image: "Image") -> "Transpose | None":
    """What sets an image upright, by its EXIF."""
    from PIL.Image import Transpose

    try:
        orientation = image.getexif()[_ORIENTATION]
    except Exception:  # metadata that is not there, or can't be read, turns nothing
        return None
    return {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }.get(orientation)
