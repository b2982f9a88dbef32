"""What was done to an image, as the title of its fix says it."""

from tunelint.images import ImageFacts
from tunelint.images.conversion import Converted
from tunelint.rules.wording import image_kind, megabytes


def conversion_title(converted: Converted) -> str:
    """`Convert CMYK JPEG to RGB PNG: 1.2 MB to 1.6 MB`."""
    before, after = converted.before, converted.after
    sizes = f"{megabytes(before.byte_size)} to {megabytes(after.byte_size)}"
    return f"{_what(before, after)}: {sizes}"


def _what(before: ImageFacts, after: ImageFacts) -> str:
    pixels = _pixels(before, after)
    if _kind(before) != _kind(after):
        frame = "the first frame of " if before.animated else ""
        resized = f", {pixels}" if pixels else ""
        return f"Convert {frame}{_kind(before)} to {_kind(after)}{resized}"
    if before.animated:
        return f"Keep the first frame of {before.format}"
    return f"Resize {before.format} from {pixels}" if pixels else f"Recompress {before.format}"


def _kind(facts: ImageFacts) -> str:
    return image_kind(facts.mode, facts.format)


def _pixels(before: ImageFacts, after: ImageFacts) -> str:
    """The sizes in pixels if there are fewer of them now; an image set upright has as many."""
    if not (before.width and before.height and after.width and after.height):
        return ""
    if after.width * after.height >= before.width * before.height:
        return ""
    return f"{before.width}x{before.height} to {after.width}x{after.height} pixels"
