"""Reads the image file that a URL in a dataset means, for embedding.

A dataset may come from anybody, and what is embedded gets uploaded. So a file is read only if it
is an image, and only from inside the folders that the user works in.
"""

import json
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from tunelint.images.facts import ImageFacts
from tunelint.images.inspection import inspect
from tunelint.images.pixels import ConversionFailed, decode

EMBEDDED = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "ICO", "AVIF")
"""Formats that are nothing but pixels. A PDF or an SVG may be anybody's document."""

_ON_WINDOWS = os.name == "nt"
_FILE_URL = re.compile(r"file:(?://(?:localhost)?(?=/))?", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE | re.ASCII)
_DRIVE = re.compile(r"/?[a-z]:", re.IGNORECASE | re.ASCII)
_HOST = re.compile(r"[\\/]{2}")
_LONGEST_SHOWN = 80

# Neither a named pipe nor a link that was put in the file's place is waited for or followed.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


class EmbeddingRefused(Exception):
    """A file is not embedded; the message says why, to the user."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A whole image that may be embedded: where it lies, its bytes, and what they say."""

    path: Path
    data: bytes
    facts: ImageFacts


def read_image_file(url: str, folder: Path, workspace: Iterable[Path], bytes_max: int) -> ImageFile:
    """Read the image that a URL in a dataset in `folder` means; raises EmbeddingRefused.

    It must lie in that folder or in one of the workspace's, links resolved, and have no more than
    so many bytes.
    """
    path = image_path(url, folder, workspace)
    try:
        data = _read(path, url, bytes_max)
    except OSError as error:
        raise EmbeddingRefused(f"{_shown(url)} can't be read: {error.strerror}.") from error
    return ImageFile(path, data, verified(data, url))


def image_path(url: str, folder: Path, workspace: Iterable[Path]) -> Path:
    """The real path that a URL means, which is inside; raises EmbeddingRefused for others.

    Nothing is opened for it, and no host is asked.
    """
    told = _told_path(url)
    try:
        path = Path(os.path.realpath(folder / told))
        roots = [Path(os.path.realpath(root)) for root in (folder, *workspace)]
    except (OSError, ValueError) as error:
        raise EmbeddingRefused(f"{_shown(url)} is no path.") from error
    if not any(path.is_relative_to(root) for root in roots):
        raise EmbeddingRefused(
            f"{_shown(url)} lies outside the folder of the dataset and the workspace; "
            "images are embedded from inside them only."
        )
    return path


def verified(data: bytes, url: str) -> ImageFacts:
    """What the image is; raises EmbeddingRefused for what is none.

    Anybody's file may begin as one does, so its pixels are looked at.
    """
    facts = inspect(data)
    if facts.format not in EMBEDDED:
        what = f"is {facts.format}" if facts.format else "is no image that Tunelint knows"
        raise EmbeddingRefused(f"{_shown(url)} {what}; {', '.join(EMBEDDED)} are embedded.")
    try:
        decode(data, facts)
    except ConversionFailed as failure:
        raise EmbeddingRefused(f"{_shown(url)} is not embedded: {failure}") from failure
    return facts


def _told_path(url: str) -> str:
    file_url = _FILE_URL.match(url)
    told = unquote(url[file_url.end() :]) if file_url else url
    if _HOST.match(told):
        raise EmbeddingRefused(f"{_shown(url)} is a path on another machine.")
    if _DRIVE.match(told):
        if not _ON_WINDOWS:
            raise EmbeddingRefused(f"{_shown(url)} is a path of Windows.")
        return told.removeprefix("/")
    if not told or "\0" in told or _SCHEME.match(told):
        raise EmbeddingRefused(f"{_shown(url)} is no path.")
    return told


def _read(path: Path, url: str, bytes_max: int) -> bytes:
    if not stat.S_ISREG(path.lstat().st_mode):  # to open a device may do something already
        raise EmbeddingRefused(f"{_shown(url)} is no file.")
    with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
        status = os.fstat(stream.fileno())
        is_same = os.path.samestat(status, path.lstat()) and os.path.realpath(path) == str(path)
        if not is_same or not stat.S_ISREG(status.st_mode):
            raise EmbeddingRefused(f"{_shown(url)} was exchanged while it was opened.")
        data = stream.read(bytes_max + 1)
    if len(data) > bytes_max:
        raise EmbeddingRefused(
            f"{_shown(url)} has {status.st_size:,} bytes; "
            f"images of up to {bytes_max:,} bytes are embedded."
        )
    return data


def _shown(url: str) -> str:
    """The end of a long path tells more than its beginning."""
    short = url if len(url) <= _LONGEST_SHOWN else "…" + url[-_LONGEST_SHOWN:]
    return json.dumps(short, ensure_ascii=False)
