"""Brings decoded pixels of any mode to RGB in sRGB, with their transparency where there is some."""

import io
import math
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PIL.Image import Image

_DEEP_VALUES = 1 << 16  # of a channel of 16 bits
_OPAQUE = 255
_PROFILE_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def to_rgb(image: "Image") -> "Image":
    """RGB, or RGBA where a pixel is transparent."""
    colours, alpha = _taken_apart(image)
    rgb = _to_srgb(colours, image.info.get("icc_profile"))
    if alpha and alpha.getextrema() != (_OPAQUE, _OPAQUE):
        rgb.putalpha(alpha)
    return rgb


def _taken_apart(image: "Image") -> tuple["Image", "Image | None"]:
    """The colours, of 8 bits a channel, and the transparency."""
    if image.mode.startswith("I;16"):
        return _from_16_bits(image)
    if image.mode in ("I", "F"):
        return _from_any_range(image), None
    if image.has_transparency_data:
        whole = image.convert("RGBA")
        return whole.convert("RGB"), whole.getchannel("A")
    return image if image.mode == "CMYK" else image.convert("RGB"), None


def _from_16_bits(image: "Image") -> tuple["Image", "Image | None"]:
    """Scale grey of 16 bits; where Pillow does it, it may clip."""
    deep = image.convert("I")
    grey = deep.point([round(value / 257) for value in range(_DEEP_VALUES)], "L")
    transparent = image.info.get("transparency")
    if type(transparent) is not int or not 0 <= transparent < _DEEP_VALUES:
        return grey, None
    opacity = [_OPAQUE] * _DEEP_VALUES
    opacity[transparent] = 0
    return grey, deep.point(opacity, "L")


def _from_any_range(image: "Image") -> "Image":
    """Scale grey of 32 bits, whole or floating, from the darkest to the lightest there is."""
    values = image.convert("F")
    low, high = cast(tuple[float, float], values.getextrema())
    if not math.isfinite(high - low):
        raise ValueError("it has no range")
    scale = _OPAQUE / (high - low) if high > low else 1.0
    return values.point(lambda value: value * scale + (0.5 - low * scale)).convert("L")


def _to_srgb(colours: "Image", profile: bytes | None) -> "Image":
    """Convert from the embedded colour profile; one that can't be used is passed over."""
    from PIL import ImageCms

    if not profile:
        return colours.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = _PROFILE_MODES.get(source.profile.xcolor_space.strip())
        is_same = "sRGB" in ImageCms.getProfileDescription(source)
        if is_same or not mode or (mode == "CMYK") != (colours.mode == "CMYK"):
            return colours.convert("RGB")
        converted = ImageCms.profileToProfile(
            colours.convert(mode),
            source,
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except Exception:  # whatever a broken profile makes of it
        return colours.convert("RGB")
    return converted or colours.convert("RGB")
