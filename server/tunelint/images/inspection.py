"""Recognises the format of an image and has its header read."""

from dataclasses import replace

from tunelint.images import jpeg, png, webp
from tunelint.images.facts import Header, ImageFacts
from tunelint.images.foreign import FOREIGN_FORMATS
from tunelint.images.pillow_facts import DECODED, find_pixel_damage, name_format


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
    return _facts(data, name_format(data), None, Header())


def inspect_fully(data: bytes) -> ImageFacts:
    """The same, and whether all pixels can be decoded: a thousand times slower."""
    facts = inspect(data)
    if facts.damage is None and facts.format in DECODED:
        return replace(facts, damage=find_pixel_damage(data))
    return facts


def _facts(data: bytes, name: str | None, media_type: str | None, header: Header) -> ImageFacts:
    mode, width, height, animated, damage = header
    if damage is None and (width == 0 or height == 0):
        damage = f"its size is {width}x{height} pixels"
    return ImageFacts(name, media_type, mode, width, height, len(data), animated, damage)
