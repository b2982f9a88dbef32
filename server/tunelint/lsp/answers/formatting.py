"""Formatting: of a whole document, and of the lines in a range."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.assist.formatting import respaced
from tunelint.lsp.documents.workspace import ExampleDocument, document_in, preferences_in
from tunelint.lsp.wire.payload import encode
from tunelint.lsp.wire.ranges import range_in, rows_of
from tunelint.lsp.wire.threads import Breath, breathing, in_thread
from tunelint.text.columns import Unit
from tunelint.text.spacing import Spacing


async def format_document(
    ls: LanguageServer, params: types.DocumentFormattingParams
) -> Fragment | None:
    """Space all lines anew."""
    return await _formatted(ls, params.text_document.uri, slice(None))


async def format_range(
    ls: LanguageServer, params: types.DocumentRangeFormattingParams
) -> Fragment | None:
    """Space the lines in a range anew, whole ones; and of a view all."""
    return await _formatted(ls, params.text_document.uri, rows_of(params.range))


async def _formatted(ls: LanguageServer, uri: str, asked: slice) -> Fragment | None:
    document = document_in(ls.workspace, uri)
    if document is None:
        return None
    if isinstance(document, ExampleDocument):
        return Fragment(encode(document.places.tidied()))
    dataset = document.dataset
    spacing = preferences_in(ls.workspace).format_style
    rows = list(enumerate(dataset.rows))[asked]
    return await in_thread(partial(_edits, rows, spacing, dataset.unit))


def _edits(
    rows: Iterable[tuple[int, bytes]], spacing: Spacing, unit: Unit, breathe: Breath
) -> Fragment:
    edits: list[dict[str, Any]] = [
        {"range": range_in(number, edit.start, edit.end), "newText": edit.text}
        for number, row in breathing(rows, breathe)
        for edit in respaced(row, spacing, unit)
    ]
    return Fragment(encode(edits))
