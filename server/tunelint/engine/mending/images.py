"""Changes of images: how their URLs are written, and what their bytes are."""

import re
from collections.abc import Callable
from functools import partial

import orjson

from tunelint.engine.mending.surroundings import CannotMend, Surroundings
from tunelint.images import (
    DataUri,
    conversion,
    mended_data_uri,
    read_data_uri,
    to_data_uri,
    with_media_type,
)
from tunelint.images.conversion import Converted
from tunelint.images.embedding import EmbeddingRefused, read_image_file
from tunelint.images.pixels import ConversionFailed
from tunelint.rules.fixes import (
    ConvertImage,
    DeclareMediaType,
    EmbedFile,
    FirstFrame,
    MendDataUri,
    ShrinkImage,
)
from tunelint.text.edits import Edit, set_value, trimmed
from tunelint.text.path import Path, to_pointer, value_at
from tunelint.text.scanner import locate
from tunelint.text.span import Span

_HEAD = re.compile(rb'"data:(?:[^;,"\\]|\\.)*', re.IGNORECASE)
"""A data URI in its row, up to where its parameters or its payload begin."""


def mend_data_uri(row: bytes, change: MendDataUri, around: Surroundings) -> list[Edit]:
    """Write a data URI as it was meant."""
    mended = mended_data_uri(_url(row, change.path))
    if mended is None:
        raise CannotMend("More is wrong with this data URI than its prefix, spaces and padding.")
    return set_value(row, change.path, mended)


def declare_media_type(row: bytes, change: DeclareMediaType, around: Surroundings) -> list[Edit]:
    """Have a data URI declare another type; its payload stays as it is spelt."""
    node = locate(row, change.path)
    start = node.value.start if node else 0
    head = _HEAD.match(row, start)
    if not head:
        raise CannotMend(f"There is no data URI at {to_pointer(change.path)} any more.")
    declared = with_media_type(orjson.loads(head[0] + b'"'), change.media_type)
    return [trimmed(row, Edit(Span(*head.span()), orjson.dumps(declared)[:-1]))]


def convert(row: bytes, change: ConvertImage, around: Surroundings) -> list[Edit]:
    """Make a PNG of an image."""
    return _converted(row, change.path, conversion.convert_to_png)


def keep_first_frame(row: bytes, change: FirstFrame, around: Surroundings) -> list[Edit]:
    """Leave an image its first frame."""
    return _converted(row, change.path, conversion.first_frame)


def shrink(row: bytes, change: ShrinkImage, around: Surroundings) -> list[Edit]:
    """Make an image take fewer bytes."""
    return _converted(row, change.path, partial(conversion.shrink, bytes_max=change.bytes_max))


def embed_file(row: bytes, change: EmbedFile, around: Surroundings) -> list[Edit]:
    """Put an image file in the place of its path."""
    if around.folder is None:
        raise CannotMend("Where the images are is not known before the dataset is saved.")
    url = _url(row, change.path)
    try:
        file = read_image_file(url, around.folder, around.roots, change.bytes_max)
    except EmbeddingRefused as refusal:
        raise CannotMend(str(refusal)) from None
    return set_value(row, change.path, to_data_uri(str(file.facts.media_type), file.data))


def _converted(row: bytes, path: Path, convert: Callable[[bytes], Converted]) -> list[Edit]:
    uri = read_data_uri(_url(row, path))
    if not isinstance(uri, DataUri):
        raise CannotMend("This is no data URI any more.")
    try:
        converted = convert(uri.data)
    except ConversionFailed as failure:
        raise CannotMend(str(failure)) from None
    return set_value(row, path, to_data_uri(str(converted.after.media_type), converted.data))


def _url(row: bytes, path: Path) -> str:
    try:
        url = value_at(orjson.loads(row), path)
    except (orjson.JSONDecodeError, LookupError, TypeError):
        raise CannotMend(f"There is nothing at {to_pointer(path)} any more.") from None
    if type(url) is not str:
        raise CannotMend(f"There is no URL at {to_pointer(path)} any more.")
    return url
