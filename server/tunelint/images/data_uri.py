"""Writes `data:` URIs (RFC 2397); reads them as strictly as the service does."""

import re
from dataclasses import dataclass
from enum import Enum

import pybase64


class DataUriFaultKind(Enum):
    """What keeps a URL from being an embedded image."""

    NO_PREFIX = "no-prefix"
    """Bare base64, or a media type and base64, without `data:`."""
    NOT_AN_IMAGE = "not-an-image"
    """The declared media type is not `image/...`; without one it is `text/plain`."""
    NOT_BASE64 = "not-base64"
    """`;base64` does not stand right before the comma, or the comma is missing."""
    EMPTY = "empty"
    BAD_CHARACTER = "bad-character"
    WHITESPACE = "whitespace"
    BAD_PADDING = "bad-padding"
    """`=` is missing, too many or not at the end, or the payload is cut off."""


@dataclass(frozen=True, slots=True)
class DataUri:
    """An embedded image: the declared media type in lower case, and the bytes."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class DataUriFault:
    """The most telling fault of a URL: where it is, in characters, and the text found there."""

    kind: DataUriFaultKind
    offset: int
    found: str


_SCHEME = re.compile(r"\s{0,8}data:", re.ASCII | re.IGNORECASE)
_DECLARED = re.compile(r"[^;,]*")
_IMAGE_TYPE = re.compile(r"\s*image/[^\s/;,]+\s*", re.ASCII | re.IGNORECASE)

# The first bytes of PNG, GIF, WEBP, SVG and XML are plain in base64; those of JPEG and BMP
# are so few that only a long clean run tells them from a path.
_BARE_BASE64 = re.compile(
    r"\s{0,8}(?:(?i:(?:image/[a-z0-9.+-]{1,40})?;?base64,)"
    r"|iVBORw0KGgo|R0lGOD[dl]h|UklGR[A-Za-z0-9+/]{7}RUJQ|PHN2Zy|PD94bWwg"
    r"|(?:/9j/|Qk[0-3])[A-Za-z0-9+/]{60})",
    re.ASCII,
)

_FOREIGN_CHARACTER = re.compile(r"[^A-Za-z0-9+/=\s]", re.ASCII)
_WHITESPACE = re.compile(r"\s", re.ASCII)

_LONGEST_HEADER = 1000  # how much is read of a URI that has no comma
_LONGEST_FOUND = 80


def is_embedded(url: str) -> bool:
    """Whether the URL means to hold the image itself; looks at its first characters only."""
    return _SCHEME.match(url) is not None or _BARE_BASE64.match(url) is not None


def read_data_uri(url: str) -> DataUri | DataUriFault:
    """Decode the `data:` URI of a base64 image, or tell its most telling fault."""
    scheme = _SCHEME.match(url)
    if scheme is None:
        bare = _BARE_BASE64.match(url)
        return _fault(DataUriFaultKind.NO_PREFIX, 0, bare.group() if bare else url[:16])
    start = scheme.end()
    comma = url.find(",", start)
    header = url[start : comma if comma >= 0 else start + _LONGEST_HEADER]
    media_type, _, parameters = header.partition(";")
    if not _IMAGE_TYPE.fullmatch(media_type):
        return _fault(DataUriFaultKind.NOT_AN_IMAGE, start, media_type)
    if parameters.rpartition(";")[2].strip().lower() != "base64":
        after_type = start + len(media_type)
        return _fault(DataUriFaultKind.NOT_BASE64, after_type, header[len(media_type) :])
    if space := _WHITESPACE.search(url, 0, start + len(header)):
        return _fault(DataUriFaultKind.WHITESPACE, space.start(), space.group())
    payload = url[comma + 1 :] if comma >= 0 else ""
    if not payload or payload.isspace():
        end = start + len(header)
        return _fault(DataUriFaultKind.EMPTY, end, url[end : end + 1])
    try:
        return DataUri(media_type.lower(), pybase64.b64decode(payload, validate=True))
    except ValueError:
        return _payload_fault(url, comma + 1)


def to_data_uri(media_type: str, data: bytes) -> str:
    """Embed an image."""
    return f"data:{media_type};base64,{pybase64.b64encode_as_string(data)}"


def with_media_type(url: str, media_type: str) -> str:
    """A data URI that declares another media type; the rest of it is as it was."""
    scheme = _SCHEME.match(url)
    declared = _DECLARED.match(url, scheme.end() if scheme else 0)
    if not scheme or not declared:
        raise ValueError("this is no data URI")
    return url[: scheme.end()] + media_type + url[declared.end() :]


def _payload_fault(url: str, start: int) -> DataUriFault:
    """Find what was refused; a foreign character tells more than whitespace, that than padding."""
    if foreign := _FOREIGN_CHARACTER.search(url, start):
        return _fault(DataUriFaultKind.BAD_CHARACTER, foreign.start(), foreign.group())
    if space := _WHITESPACE.search(url, start):
        return _fault(DataUriFaultKind.WHITESPACE, space.start(), space.group())
    padding = url.find("=", start)
    offset = padding if padding >= 0 else len(url)
    return _fault(DataUriFaultKind.BAD_PADDING, offset, url[offset : offset + _LONGEST_FOUND])


def _fault(kind: DataUriFaultKind, offset: int, found: str) -> DataUriFault:
    return DataUriFault(kind, offset, found[:_LONGEST_FOUND])
