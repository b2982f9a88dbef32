"""What an embedded image is, told from its URL and its bytes without decoding a pixel."""

from tunelint.images.data_uri import (
    DataUri,
    DataUriFault,
    DataUriFaultKind,
    is_embedded,
    read_data_uri,
    to_data_uri,
    with_media_type,
)
from tunelint.images.facts import Fetched, FetchedFacts, ImageFacts, Inspect, nothing_fetched
from tunelint.images.inspection import inspect, inspect_fully
from tunelint.images.known import KnownImage, known_image
from tunelint.images.mending import mended_data_uri
from tunelint.images.pillow_facts import DECODED

__all__ = [
    "DECODED",
    "DataUri",
    "DataUriFault",
    "DataUriFaultKind",
    "Fetched",
    "FetchedFacts",
    "ImageFacts",
    "Inspect",
    "KnownImage",
    "inspect",
    "inspect_fully",
    "is_embedded",
    "known_image",
    "mended_data_uri",
    "nothing_fetched",
    "read_data_uri",
    "to_data_uri",
    "with_media_type",
]
