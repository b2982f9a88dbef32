"""What a selection grows to: the JSON tree inside a line."""

from tunelint.assist.lines import read_line
from tunelint.engine.open_dataset import OpenDataset
from tunelint.text.columns import to_columns, to_offset
from tunelint.text.nesting import selections
from tunelint.text.replacing import Position

Columns = tuple[int, int]
"""From one column to another one."""


def growing(dataset: OpenDataset, place: Position) -> list[Columns]:
    """The stretches of a row around a place, each within the next one."""
    row, column = place
    line = dataset.line(row)
    if read_line(line) is None:
        return []
    spans = selections(line, to_offset(line, column, dataset.unit))
    offsets = sorted({offset for span in spans for offset in span})
    columns = dict(zip(offsets, to_columns(line, offsets, dataset.unit), strict=True))
    return [(columns[span.start], columns[span.end]) for span in spans]
