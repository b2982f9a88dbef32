"""Which findings a place in the text has to do with."""

from collections.abc import Iterator

from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.placing import Placed
from tunelint.text.replacing import Position


def touched(dataset: OpenDataset, start: Position, end: Position) -> Iterator[tuple[int, Placed]]:
    """The findings whose highlight lies in a range, or meets it, with their rows."""
    for row, placed in dataset.findings_between(start[0], end[0]):
        if (row, placed.start) <= end and start <= (row, placed.end):
            yield row, placed
