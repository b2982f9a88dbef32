"""The hover request."""

from functools import partial

from lsprotocol import types

from tunelint.assist.hover import Hover, Picture, hover
from tunelint.assist.shown_image import ShownImage
from tunelint.lsp.assisting import Assisting
from tunelint.lsp.fetching import preview_link
from tunelint.lsp.ranges import typed
from tunelint.lsp.remote_images import RemoteImages


async def show_hover(
    assisting: Assisting, remote: RemoteImages, params: types.HoverParams
) -> types.Hover | None:
    """Show what there is to say about the position; a remote image is fetched for it if wanted."""
    uri = params.text_document.uri
    document = assisting.document(uri)
    if document is None:
        return None
    places = document.places
    question = partial(hover, picture=_picture(assisting, remote, uri))
    shown = await assisting.ask(params, question)
    if await _fetched(assisting, remote, uri, shown):
        shown = await assisting.ask(params, question)
    if shown is None:
        return None
    text = types.MarkupContent(types.MarkupKind.Markdown, shown.text)
    row, _ = places.place(params.position)
    return types.Hover(text, typed(places.range(row, shown.start, shown.end)))


async def _fetched(
    assisting: Assisting, remote: RemoteImages, uri: str, shown: Hover | None
) -> bool:
    """Fetch the image there, if the user wants that, and return whether it was done."""
    if not (assisting.preferences.fetch_images and remote.is_trusted):
        return False
    document = assisting.document(uri)
    if not document or not shown or not shown.remote or remote.was_fetched(shown.remote):
        return False
    await remote.fetch(shown.remote, document.dataset.service.image_bytes_max.value)
    return True


def _picture(assisting: Assisting, remote: RemoteImages, uri: str) -> Picture:
    """Only a client that says how it draws Markdown is trusted to draw pictures in it."""
    general = assisting.client.general
    draws_markdown = bool(general and general.markdown)
    offers_links = assisting.client_runs_links and remote.is_trusted

    def picture(image: ShownImage) -> str | None:
        thumbnail = _thumbnail(image) if draws_markdown else None
        if thumbnail:
            return f"![thumbnail]({thumbnail})"
        if not image.is_remote or (image.facts and remote.was_fetched(image.url)):
            return None
        return preview_link(uri, image.url) if offers_links else None

    def _thumbnail(image: ShownImage) -> str | None:
        if image.data is not None and image.facts is not None:
            return assisting.thumbnails.of(image.data, image.facts)
        return remote.picture(image.url)

    return picture
