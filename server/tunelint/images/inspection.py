"""Recognises the format of an image and has its header read."""

from tunelint.images import jpeg, png, webp
from tunelint.images.facts import Header, ImageFacts
from tunelint.images.foreign import FOREIGN_FORMATS


def inspect(data: bytes) -> ImageFacts:
    """Tell what an image is from its headers; never decodes pixels and never raises."""
    if data.startswith(png.SIGNATURE):
        return _facts(data, "PNG", "image/png", png.read_header(data))
    if data.startswith(jpeg.SIGNATURE):
        return _facts(data, "JPEG", "image/jpeg", jpeg.read_header(data))
    if webp.is_webp(data):
        return _facts(data, "WEBP", "image/webp", webp.read_header(data))
    for foreign in FOREIGN_FORMATS:
        if foreign.matches(data):
            return _facts(data, foreign.name, foreign.media_type, foreign.read_header(data))
    return _facts(data, None, None, Header())


def _facts(data: bytes, name: str | None, media_type: str | None, header: Header) -> ImageFacts:
    mode, width, height, animated, damage = header
    if damage is None and (width == 0 or height == 0):
        damage = f"its size is {width}x{height} pixels"
    return ImageFacts(name, media_type, mode, width, height, len(data), animated, damage)
