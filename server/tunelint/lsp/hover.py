"""The hover request."""

from functools import partial

from lsprotocol import types

from tunelint.assist.hover import Picture, hover
from tunelint.assist.shown_image import ShownImage
from tunelint.lsp.assisting import Assisting


async def show_hover(assisting: Assisting, params: types.HoverParams) -> types.Hover | None:
    """Show what there is to say about the position."""
    shown = await assisting.ask(params, partial(hover, picture=_picture(assisting)))
    if shown is None:
        return None
    text = types.MarkupContent(types.MarkupKind.Markdown, shown.text)
    row = params.position.line
    start, end = (types.Position(row, column) for column in (shown.start, shown.end))
    return types.Hover(text, types.Range(start, end))


def _picture(assisting: Assisting) -> Picture:
    """Only a client that says how it draws Markdown is trusted to draw pictures in it."""
    general = assisting.client.general
    draws_markdown = bool(general and general.markdown)

    def picture(image: ShownImage) -> str | None:
        if not draws_markdown or image.data is None or image.facts is None:
            return None
        return assisting.thumbnails.of(image.data, image.facts)

    return picture
