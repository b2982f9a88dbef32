"""Lists the image files beside a dataset, as URLs in it could name them."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".ico", ".avif")
"""Of the formats that are embedded."""

MOST_LISTED = 200
MOST_LOOKED_AT = 5_000
DEEPEST = 2


def image_files(folder: Path) -> list[str]:
    """The images in a folder and in the folders in it, from there on; of too many only some."""
    seen = islice(_entries(folder, DEEPEST), MOST_LOOKED_AT)
    images = (entry.path for entry in seen if entry.name.lower().endswith(ENDINGS))
    listed = islice(images, MOST_LISTED)
    return sorted(Path(path).relative_to(folder).as_posix() for path in listed)


def _entries(folder: Path, depth: int) -> Iterator[os.DirEntry[str]]:
    """The files, those of the folder itself first; hidden ones and links are passed by."""
    folders = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield entry
    except OSError:
        return
    for inner in folders if depth else ():
        yield from _entries(inner, depth - 1)
