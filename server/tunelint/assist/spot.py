"""A place in an open dataset, with all that there is to know for saying something about it."""

from typing import NamedTuple

from tunelint.dataset.method import Method
from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.placing import Placed
from tunelint.images import Fetched
from tunelint.profiles import Profile
from tunelint.text.columns import Unit, to_column, to_offset
from tunelint.text.replacing import Position
from tunelint.text.rows import content


class Spot(NamedTuple):
    """A place in a row. Nothing in it changes, so it can be read beside the event loop.

    `above` is the row before. `methods` are those that the row may be an example of, and
    `findings` those of the row and of the file that stand in the row. `fetched` tells what is known
    of images behind URLs.
    """

    number: int
    row: bytes
    above: bytes
    offset: int
    column: int
    unit: Unit
    methods: tuple[Method, ...]
    service: Profile
    fetched: Fetched
    findings: tuple[Placed, ...]

    def column_of(self, offset: int) -> int:
        """The column of another offset in the row."""
        return to_column(self.row, offset, self.unit)


def spot_at(dataset: OpenDataset, place: Position) -> Spot | None:
    """The place, if the dataset has such a row."""
    number, column = place
    if number >= len(dataset.rows):
        return None
    row = content(dataset.line(number))
    return Spot(
        number,
        row,
        dataset.line(number - 1) if number else b"",
        to_offset(row, column, dataset.unit),
        column,
        dataset.unit,
        dataset.possible_methods,
        dataset.service,
        dataset.settings.fetched,
        tuple(placed for _, placed in dataset.findings_between(number, number)),
    )
