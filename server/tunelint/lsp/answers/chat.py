"""The request for an example as a chat, which the client draws beside the editor."""

import asyncio

from lsprotocol import types
from orjson import Fragment

from tunelint.assist.chat.example import chat
from tunelint.assist.shown_image import ShownImage
from tunelint.assist.spot import Spot
from tunelint.lsp.answers.assisting import Assisting
from tunelint.lsp.checking.remote_images import RemoteImages
from tunelint.lsp.wire.payload import encode
from tunelint.lsp.wire.ranges import Range
from tunelint.text.columns import to_column
from tunelint.text.path import Path
from tunelint.text.rows import content
from tunelint.text.scanner import locate

CHAT, PLACE = "tunelint/chat", "tunelint/chat/place"


async def show_chat(
    assisting: Assisting, remote: RemoteImages, uri: str, line: int
) -> Fragment | None:
    """Show the example on a line of a dataset, or of a view; None where there is none."""
    document = assisting.document(uri)
    if document is None:
        return None
    at = types.Position(line, 0)
    row, _ = document.places.place(at)
    example = document.original(row)
    where = {"uri": example.dataset, "line": example.row, "number": example.row + 1}
    pictures = _Pictures(assisting, remote)

    def drawn(spot: Spot) -> Fragment | None:
        shown = chat(spot, pictures)
        return Fragment(encode({**where, **vars(shown)})) if shown else None

    try:
        place = types.TextDocumentPositionParams(types.TextDocumentIdentifier(uri), at)
        return await assisting.ask(place, drawn)
    except asyncio.CancelledError:
        pictures.are_wanted = False  # a thread can't be stopped, but it can be spared the work
        raise


def place_in_chat(assisting: Assisting, uri: str, line: int, path: Path) -> Range | None:
    """Where something of a chat begins in the document that it was asked for."""
    document = assisting.document(uri)
    if document is None:
        return None
    row, _ = document.places.place(types.Position(line, 0))
    text = content(document.dataset.line(row))
    node = locate(text, path)
    if node is None:
        return None
    column = to_column(text, node.value.start, document.dataset.unit)
    return document.places.range(row, column, column)


class _Pictures:
    """Copies of embedded images, and of those that were fetched to be shown."""

    def __init__(self, assisting: Assisting, remote: RemoteImages) -> None:
        self.are_wanted = True
        self._assisting = assisting
        self._remote = remote

    def of(self, image: ShownImage) -> str | None:
        if not self.are_wanted:
            return None
        if image.data is not None and image.facts is not None:
            return self._assisting.pictures.of(image.data, image.facts)
        return self._remote.picture(image.url)

    def can_come(self, image: ShownImage) -> bool:
        was_drawn = image.facts is not None and self._remote.was_fetched(image.url)
        return self._remote.is_trusted and image.is_remote and not was_drawn
