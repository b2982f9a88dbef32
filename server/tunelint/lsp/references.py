"""What refers to what: the requests for definitions and for highlights."""

from typing import Any

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.assist.references import definition, related
from tunelint.lsp.payload import encode
from tunelint.lsp.ranges import place_of, range_in
from tunelint.lsp.workspace import dataset_in


def go_to_definition(ls: LanguageServer, params: types.DefinitionParams) -> Fragment | None:
    """Go to the tool call that a result answers, and from a call to the tool."""
    dataset = dataset_in(ls.workspace, params.text_document.uri)
    found = dataset and definition(dataset, place_of(params.position))
    if not found:
        return None
    where = range_in(found.row, found.start, found.end)
    return Fragment(encode({"uri": params.text_document.uri, "range": where}))


def highlight(ls: LanguageServer, params: types.DocumentHighlightParams) -> Fragment | None:
    """Highlight a tool call and its results, or a tool and its calls."""
    dataset = dataset_in(ls.workspace, params.text_document.uri)
    found = dataset and related(dataset, place_of(params.position))
    if not found:
        return None
    kinds = types.DocumentHighlightKind
    highlights: list[dict[str, Any]] = [
        {
            "range": range_in(mention.row, mention.start, mention.end),
            "kind": (kinds.Write if mention.is_definition else kinds.Read).value,
        }
        for mention in found
    ]
    return Fragment(encode(highlights))
