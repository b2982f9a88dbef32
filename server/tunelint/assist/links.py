"""The images of a dataset that can be opened: those on the web, and files beside the dataset."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tunelint.assist.images import images_of
from tunelint.dataset.example import Image
from tunelint.images import is_embedded
from tunelint.images.embedding import EmbeddingRefused, image_path
from tunelint.rules.families.image_urls import FETCHED
from tunelint.text.columns import Unit, to_columns
from tunelint.text.scanner import locate_all

MOST_LINKS = 1_000
"""Editors ask for the links of all lines at once, and nobody follows so many."""


class Link(NamedTuple):
    """A link, the columns that it stands in, and the URL or the file that it leads to."""

    row: int
    start: int
    end: int
    target: str | Path


def links(
    lines: Iterable[bytes], unit: Unit, folder: Path | None, workspace: Iterable[Path]
) -> Iterator[Link]:
    """The links of a dataset in a folder; files are looked for in it and in the workspace."""
    for row, line in enumerate(lines):
        targets = {
            image.url_path: target
            for image in images_of(line)
            if (target := _target(image, folder, workspace))
        }
        nodes = locate_all(line, targets)
        urls = {nodes[path].value: target for path, target in targets.items()}
        spans = sorted(urls)
        offsets = (offset for start, end in spans for offset in (start + 1, end - 1))
        columns = to_columns(line, offsets, unit)
        for start, end, span in zip(columns, columns, spans, strict=True):
            yield Link(row, start, end, urls[span])


def _target(image: Image, folder: Path | None, workspace: Iterable[Path]) -> str | Path | None:
    if FETCHED.match(image.url):
        return image.url
    if folder is None or is_embedded(image.url):
        return None
    try:
        path = image_path(image.url, folder, workspace)
        return path if path.is_file() else None
    except (EmbeddingRefused, OSError):
        return None
