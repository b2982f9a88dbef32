"""What a selection grows to: the selection range request."""

from typing import Any

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.assist.selection import growing
from tunelint.lsp.documents.workspace import DatasetDocument, document_in
from tunelint.lsp.wire.payload import encode


def grow_selections(ls: LanguageServer, params: types.SelectionRangeParams) -> Fragment | None:
    """The stretches around each position; where there are none, the position itself."""
    document = document_in(ls.workspace, params.text_document.uri)
    if document is None:
        return None
    return Fragment(encode([_selection(document, position) for position in params.positions]))


def _selection(document: DatasetDocument, position: types.Position) -> dict[str, Any]:
    places = document.places
    row, column = place = places.place(position)
    selection: dict[str, Any] = {}
    for start, end in reversed(growing(document.dataset, place)):
        parent = {"parent": selection} if selection else {}
        selection = {"range": places.range(row, start, end), **parent}
    return selection or {"range": places.range(row, column, column)}
