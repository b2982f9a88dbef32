"""Base64 payloads as semantic tokens: "comment" is the type that every theme dims.

Only ranges are answered, so that editors ask for what is in view and for nothing else.
"""

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.assist.payloads import payloads
from tunelint.lsp.payload import encode
from tunelint.lsp.ranges import rows_of
from tunelint.lsp.workspace import dataset_in

LEGEND = types.SemanticTokensLegend([types.SemanticTokenTypes.Comment.value], [])
COMMENT, NO_MODIFIERS = 0, 0


def show_semantic_tokens(
    ls: LanguageServer, params: types.SemanticTokensRangeParams
) -> Fragment | None:
    """Tell the payloads in a range of rows."""
    dataset = dataset_in(ls.workspace, params.text_document.uri)
    if dataset is None:
        return None
    rows = range(len(dataset.rows))[rows_of(params.range)]
    data: list[int] = []
    before = 0
    for row in rows:
        column = 0
        for start, length in payloads(dataset.line(row), dataset.unit):
            data += [row - before, start - column, length, COMMENT, NO_MODIFIERS]
            before, column = row, start
    return Fragment(encode({"data": data}))
