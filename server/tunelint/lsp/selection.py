"""What a selection grows to: the selection range request."""

from typing import Any

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.assist.selection import growing
from tunelint.engine.open_dataset import OpenDataset, Position
from tunelint.lsp.payload import encode
from tunelint.lsp.ranges import place_of, range_in
from tunelint.lsp.workspace import dataset_in


def grow_selections(ls: LanguageServer, params: types.SelectionRangeParams) -> Fragment | None:
    """The stretches around each position; where there are none, the position itself."""
    dataset = dataset_in(ls.workspace, params.text_document.uri)
    if dataset is None:
        return None
    return Fragment(encode([_selection(dataset, place_of(each)) for each in params.positions]))


def _selection(dataset: OpenDataset, place: Position) -> dict[str, Any]:
    row, column = place
    selection: dict[str, Any] = {}
    for start, end in reversed(growing(dataset, place)):
        parent = {"parent": selection} if selection else {}
        selection = {"range": range_in(row, start, end), **parent}
    return selection or {"range": range_in(row, column, column)}
