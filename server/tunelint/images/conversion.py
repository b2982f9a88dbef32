"""Makes images that the service takes out of others: another format, a first frame, fewer bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tunelint.images import png, webp
from tunelint.images.facts import ImageFacts
from tunelint.images.inspection import inspect
from tunelint.images.pixels import ConversionFailed, decode, encode

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITIES = (90, 80, 70)
_GENTLE_SCALES = (1.0, 0.75, 0.5)
_SCALES = (*_GENTLE_SCALES, 0.375, 0.25, 0.125, 0.0625)
_LOSSLESS_WEBP = {"lossless": True, "exact": True}
_ENCODINGS: dict[str, tuple[dict[str, Any], ...]] = {
    "PNG": ({"optimize": True},),
    "JPEG": tuple({"quality": quality} for quality in _QUALITIES),
    "WEBP": tuple({"quality": quality} for quality in _QUALITIES),
}


@dataclass(frozen=True, slots=True)
class Converted:
    """The bytes of the new image, and what the headers of the old one and the new one say."""

    data: bytes
    before: ImageFacts
    after: ImageFacts


def convert_to_png(data: bytes) -> Converted:
    """A PNG of the image or its first frame, upright and in sRGB: RGBA where transparent, else RGB.

    Metadata is left behind. Raises ConversionFailed.
    """
    before = inspect(data)
    return _converted(before, encode(decode(data, before), "PNG"))


def first_frame(data: bytes) -> Converted:
    """A PNG or WEBP with nothing but its first frame; raises ConversionFailed.

    Of a PNG it is the image that viewers without animation show, and not a byte of that changes.
    """
    before = inspect(data)
    if before.format == "PNG":
        decode(data, before)
        return _converted(before, png.without_animation(data))
    if before.format == "WEBP":
        options = _LOSSLESS_WEBP if webp.is_lossless(data) else {"quality": _QUALITIES[0]}
        return _converted(before, encode(decode(data, before), "WEBP", **options))
    raise ConversionFailed(f"{before.format or 'This'} image is no PNG or WEBP.")


def shrink(data: bytes, bytes_max: int) -> Converted:
    """The image in no more than so many bytes; one that has no more already stays as it is.

    JPEG and WEBP are compressed more at first, then scaled down. All else becomes PNG, scaled
    down to a half at most if it is opaque, then JPEG. Raises ConversionFailed.
    """
    before = inspect(data)
    if before.byte_size <= bytes_max:
        return Converted(data, before, before)
    name = before.format if before.format in ("JPEG", "WEBP") else "PNG"
    for smaller in _smaller(decode(data, before), name):
        if len(smaller) <= bytes_max:
            return _converted(before, smaller)
    raise ConversionFailed(f"This image can't be made to fit into {bytes_max:,} bytes.")


def _smaller(image: "Image", name: str) -> Iterator[bytes]:
    """Ever smaller files of an image, the best ones first."""
    is_photo_at_last = name == "PNG" and image.mode == "RGB"
    plan = [("PNG", _GENTLE_SCALES), ("JPEG", _SCALES)] if is_photo_at_last else [(name, _SCALES)]
    for form, scales in plan:
        for scale in scales:
            scaled = _scaled(image, scale)
            for options in _ENCODINGS[form]:
                yield encode(scaled, form, **options)


def _scaled(image: "Image", scale: float) -> "Image":
    from PIL.Image import Resampling

    if scale == 1:
        return image
    width, height = (max(1, round(side * scale)) for side in image.size)
    return image.resize((width, height), Resampling.LANCZOS)


def _converted(before: ImageFacts, data: bytes) -> Converted:
    return Converted(data, before, inspect(data))
