"""The hover request."""

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tunelint.assist.hover import hover
from tunelint.lsp.workspace import dataset_in


def show_hover(ls: LanguageServer, params: types.HoverParams) -> types.Hover | None:
    """Show the pages of the rules that found something at the position."""
    dataset = dataset_in(ls.workspace, params.text_document.uri)
    shown = dataset and hover(dataset, (params.position.line, params.position.character))
    if not shown:
        return None
    text = types.MarkupContent(types.MarkupKind.Markdown, shown.text)
    start, end = (types.Position(shown.row, column) for column in (shown.start, shown.end))
    return types.Hover(text, types.Range(start, end))
