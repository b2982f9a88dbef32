"""What an editor shows of the place under the pointer."""

import re
from typing import NamedTuple

from tunelint.assist.findings import touched
from tunelint.engine.open_dataset import OpenDataset, Position
from tunelint.rules.page import page
from tunelint.rules.registry import BY_CODE

BETWEEN_PAGES = "\n---\n\n"

HEADING, LOWER = re.compile("^#", re.MULTILINE), "###"
"""Headings of a whole page would fill the small window that a hover is."""


class Hover(NamedTuple):
    """A text in Markdown, and what it is about: the columns of a row."""

    text: str
    row: int
    start: int
    end: int


def hover(dataset: OpenDataset, place: Position) -> Hover | None:
    """The pages of the rules that found something at a place, about the narrowest of it."""
    found = list(touched(dataset, place, place))
    if not found:
        return None
    codes = dict.fromkeys(placed.finding.code for _, placed in found)
    row, narrowest = min(found, key=lambda each: each[1].end - each[1].start)
    pages = BETWEEN_PAGES.join(page(BY_CODE[code]) for code in codes)
    return Hover(HEADING.sub(LOWER, pages), row, narrowest.start, narrowest.end)
