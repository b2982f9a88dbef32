"""What refers to what: the requests for definitions and for highlights."""

from typing import Any

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.assist.references import definition, related
from tunelint.lsp.documents.workspace import document_in
from tunelint.lsp.wire.payload import encode


def go_to_definition(ls: LanguageServer, params: types.DefinitionParams) -> Fragment | None:
    """Go to the tool call that a result answers, and from a call to the tool."""
    document = document_in(ls.workspace, params.text_document.uri)
    place = document and document.places.place(params.position)
    found = document and place and definition(document.dataset, place)
    if not document or not found:
        return None
    where = document.places.range(found.row, found.start, found.end)
    return Fragment(encode({"uri": params.text_document.uri, "range": where}))


def highlight(ls: LanguageServer, params: types.DocumentHighlightParams) -> Fragment | None:
    """Highlight a tool call and its results, or a tool and its calls."""
    document = document_in(ls.workspace, params.text_document.uri)
    place = document and document.places.place(params.position)
    found = document and place and related(document.dataset, place)
    if not document or not found:
        return None
    kinds = types.DocumentHighlightKind
    highlights: list[dict[str, Any]] = [
        {
            "range": document.places.range(mention.row, mention.start, mention.end),
            "kind": (kinds.Write if mention.is_definition else kinds.Read).value,
        }
        for mention in found
    ]
    return Fragment(encode(highlights))
