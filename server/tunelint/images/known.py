"""What is known of an image by its URL: from the bytes in it, or because it was fetched."""

from typing import NamedTuple

from tunelint.images.data_uri import DataUri, is_embedded, read_data_uri
from tunelint.images.facts import Fetched, ImageFacts
from tunelint.images.inspection import inspect


class KnownImage(NamedTuple):
    """The bytes of an embedded image; the facts of one that is embedded or was fetched.

    `problem` is a clause for the user that says why one could not be fetched.
    """

    data: bytes | None = None
    facts: ImageFacts | None = None
    problem: str = ""


def known_image(url: str, fetched: Fetched) -> KnownImage:
    """What is known of the image that a URL is, or leads to."""
    if is_embedded(url):
        uri = read_data_uri(url)
        return KnownImage(uri.data, inspect(uri.data)) if type(uri) is DataUri else KnownImage()
    known = fetched(url)
    return KnownImage(None, known.image, known.problem) if known else KnownImage()
