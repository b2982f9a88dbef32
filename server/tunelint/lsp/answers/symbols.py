"""The outline: what the document symbol request asks for."""

from functools import partial
from typing import Any

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.assist.symbols import Kind, Symbol
from tunelint.lsp.documents.places import Places
from tunelint.lsp.documents.workspace import DatasetDocument, document_in
from tunelint.lsp.wire.payload import encode
from tunelint.lsp.wire.threads import Breath, breathing, in_thread

KINDS = {
    Kind.EXAMPLE: types.SymbolKind.Object.value,
    Kind.MESSAGE: types.SymbolKind.String.value,
    Kind.BROKEN: types.SymbolKind.Null.value,
}


async def show_symbols(ls: LanguageServer, params: types.DocumentSymbolParams) -> Fragment | None:
    """Show the examples of a dataset by their numbers."""
    document = document_in(ls.workspace, params.text_document.uri)
    if document is None:
        return None
    lines, places = document.dataset.lines(), document.places
    return await in_thread(partial(_encoded, document, lines, places))


def _encoded(
    document: DatasetDocument, lines: list[bytes], places: Places, breathe: Breath
) -> Fragment:
    """One by one: of all at once the garbage collector would have a lot to search."""
    symbols = breathing(document.outline.symbols(lines), breathe)
    made = (
        encode(_symbol(places, row, symbol, _numbered(document.original(row).row, symbol)))
        for row, symbol in enumerate(symbols)
        if symbol
    )
    return Fragment(b"[%s]" % b",".join(made))


def _numbered(row: int, symbol: Symbol) -> str:
    return f"{row + 1}: {symbol.name}" if symbol.name else str(row + 1)


def _symbol(places: Places, row: int, symbol: Symbol, name: str) -> dict[str, Any]:
    where = places.range(row, symbol.start, symbol.end)
    made = {
        "name": name,
        "detail": symbol.detail,
        "kind": KINDS[symbol.kind],
        "range": where,
        "selectionRange": places.range(row, symbol.start, symbol.start),
    }
    if symbol.children:
        made["children"] = [_symbol(places, row, child, child.name) for child in symbol.children]
    return made
