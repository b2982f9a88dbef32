"""What an editor shows above examples: the size of each, and above the first one the file's."""

import re
from collections.abc import Iterator

from tunelint.assist.job import job_words
from tunelint.assist.size import Size
from tunelint.cost import Tokens
from tunelint.engine.open_dataset import OpenDataset
from tunelint.forecast import forecast, sentence
from tunelint.rules.wording import count

MOST_EXAMPLES = 1_000
"""Editors make room for each lens at once, be it in view or not."""

MARK = b'"messages"'
COUNTING = "counting tokens …"

_OBJECT = re.compile(rb"\s*\{")


def rows_with_lenses(dataset: OpenDataset) -> Iterator[int]:
    """The rows that mean to be examples, as many as lenses are shown for."""
    if dataset.is_for_training:
        for row in range(min(MOST_EXAMPLES, len(dataset.rows))):
            line = dataset.line(row)
            if MARK in line and _OBJECT.match(line):
                yield row


def example_title(size: Size) -> str:
    """`2 turns, 3 images, 1,205 tokens`."""
    images = [count(size.images, "image")] if size.images else []
    return ", ".join([count(size.turns, "turn"), *images, size.tokens.words])


def file_titles(dataset: OpenDataset, tokens: Tokens | None) -> list[str]:
    """The size and the price of the file, and its forecast, as soon as all is checked.

    `tokens` is None as long as they are being counted.
    """
    if not dataset.is_checked or not dataset.is_for_training:
        return []
    job = job_words(tokens, dataset.examples, dataset.settings) if tokens else COUNTING
    return [
        f"{count(dataset.examples, 'example')}, {job}",
        sentence(forecast(dataset.fates, dataset.examples, dataset.service)),
    ]
