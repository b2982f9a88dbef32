"""From which places in a dataset the view of an example opens."""

from tunelint.assist.lines import read_line
from tunelint.engine.open_dataset import OpenDataset
from tunelint.text.columns import to_offset
from tunelint.text.nesting import levels
from tunelint.text.replacing import Position


def is_on_outer_key(dataset: OpenDataset, place: Position) -> bool:
    """Whether a place is on a key of an example itself, such as `"messages"`."""
    row, column = place
    line = dataset.line(row)
    if read_line(line) is None:
        return False
    offset = to_offset(line, column, dataset.unit)
    around = levels(line, offset)
    key = around[1].node.key if len(around) > 1 else None
    return key is not None and key.start <= offset <= key.end
