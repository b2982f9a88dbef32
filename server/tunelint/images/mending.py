"""Writes a data URI as it was plainly meant."""

import re

from tunelint.images.data_uri import DataUri, read_data_uri
from tunelint.images.inspection import inspect

_WHITESPACE = re.compile(r"\s+", re.ASCII)
_ANY_IMAGE = "data:image/png;base64"


def mended_data_uri(url: str) -> str | None:
    """The URL with its prefix, `;base64` and padding, without white space; None if more is wrong.

    Where no image is declared, the type is told from the bytes. These must be a whole image.
    """
    head, _, payload = _WHITESPACE.sub("", url).rpartition(",")
    payload = payload.rstrip("=")
    payload += "=" * (-len(payload) % 4)
    declares_image = head.lower().startswith("data:image/")
    if not declares_image:
        head = _ANY_IMAGE
    elif not head.lower().endswith(";base64"):
        head += ";base64"
    mended = f"{head},{payload}"
    uri = read_data_uri(mended)
    facts = inspect(uri.data) if type(uri) is DataUri else None
    if not facts or facts.damage or not (facts.media_type or "").startswith("image/"):
        return None
    return mended if declares_image else f"data:{facts.media_type};base64,{payload}"
