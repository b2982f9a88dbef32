"""Base64 payloads as semantic tokens: "comment" is the type that every theme dims.

Only ranges are answered, so that editors ask for what is in view and for nothing else.
"""

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.assist.payloads import payloads
from tunelint.lsp.documents.workspace import document_in
from tunelint.lsp.wire.payload import encode

LEGEND = types.SemanticTokensLegend([types.SemanticTokenTypes.Comment.value], [])
COMMENT, NO_MODIFIERS = 0, 0


def show_semantic_tokens(
    ls: LanguageServer, params: types.SemanticTokensRangeParams
) -> Fragment | None:
    """Tell the payloads in a range of rows."""
    document = document_in(ls.workspace, params.text_document.uri)
    if document is None:
        return None
    dataset, places = document.dataset, document.places
    data: list[int] = []
    line = column = 0
    for row in range(len(dataset.rows))[places.rows(params.range)]:
        for first, length in payloads(dataset.line(row), dataset.unit):
            start, end = places.range(row, first, first + length).values()
            if start["line"] > line:
                column = 0
            width = end["character"] - start["character"]
            data += [start["line"] - line, start["character"] - column, width]
            data += [COMMENT, NO_MODIFIERS]
            line, column = start["line"], start["character"]
    return Fragment(encode({"data": data}))
