"""What an embedded image is, told from its URL and its bytes without decoding a pixel."""

from tunelint.images.data_uri import (
    DataUri,
    DataUriFault,
    DataUriFaultKind,
    is_embedded,
    read_data_uri,
)
from tunelint.images.facts import ImageFacts
from tunelint.images.inspection import inspect

__all__ = [
    "DataUri",
    "DataUriFault",
    "DataUriFaultKind",
    "ImageFacts",
    "inspect",
    "is_embedded",
    "read_data_uri",
]
