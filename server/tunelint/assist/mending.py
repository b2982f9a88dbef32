"""A fix carried out, and what it comes to in words."""

from typing import NamedTuple

import orjson

from tunelint.engine.mending import Surroundings, edits_for
from tunelint.images import DataUri, read_data_uri
from tunelint.images.conversion import Converted
from tunelint.images.inspection import inspect
from tunelint.rules.fixes import ConvertImage, FirstFrame, Fix, ShrinkImage
from tunelint.rules.image_titles import conversion_title
from tunelint.text.edits import Edit, apply_edits
from tunelint.text.path import Path, value_at

CONVERSIONS = (ConvertImage, FirstFrame, ShrinkImage)


class Mended(NamedTuple):
    """The edits that a fix comes to, and a title that says what they do."""

    edits: list[Edit]
    title: str


def mend(text: bytes, fix: Fix, around: Surroundings) -> Mended:
    """Carry a fix out. Raises `CannotMend`."""
    edits = edits_for(text, fix, around)
    return Mended(edits, _conversion(text, edits, fix) or fix.title)


def is_conversion(fix: Fix) -> bool:
    """Whether all that the fix does is to make another image of one, which has a title then."""
    return len(fix.changes) == 1 and isinstance(fix.changes[0], CONVERSIONS)


def _conversion(text: bytes, edits: list[Edit], fix: Fix) -> str | None:
    change = fix.changes[0]
    if not is_conversion(fix) or not isinstance(change, CONVERSIONS):
        return None
    before, after = (_image(row, change.path) for row in (text, apply_edits(text, edits)))
    if before is None or after is None:
        return None
    return conversion_title(Converted(after, inspect(before), inspect(after)))


def _image(row: bytes, path: Path) -> bytes | None:
    uri = read_data_uri(value_at(orjson.loads(row), path))
    return uri.data if isinstance(uri, DataUri) else None
