"""The hover request."""

from functools import partial

from lsprotocol import types

from tunelint.assist.hover import Hover, Picture, hover
from tunelint.assist.shown_image import ShownImage
from tunelint.lsp.actions.fetching import preview_link
from tunelint.lsp.answers.assisting import Assisting
from tunelint.lsp.checking.remote_images import RemoteImages
from tunelint.lsp.wire.markup import markup
from tunelint.lsp.wire.ranges import Range, typed


async def show_hover(
    assisting: Assisting, remote: RemoteImages, params: types.HoverParams
) -> types.Hover | None:
    """Show what there is to say about the position; a remote image is fetched for it if wanted."""
    shown = await _told(assisting, remote, params)
    if shown and await _fetched(assisting, remote, params.text_document.uri, shown[0]):
        shown = await _told(assisting, remote, params)
    if not shown:
        return None
    told, where = shown
    document = assisting.client.text_document
    options = document.hover if document else None
    text = markup(told.text, options.content_format if options else None)
    return types.Hover(text, typed(where))


async def _told(
    assisting: Assisting, remote: RemoteImages, params: types.HoverParams
) -> tuple[Hover, Range] | None:
    """What there is to say, and where in the document as it was when it was asked for."""
    uri = params.text_document.uri
    document = assisting.document(uri)
    if document is None:
        return None
    places = document.places
    row, _ = places.place(params.position)
    question = partial(hover, picture=_picture(assisting, remote, uri))
    told = await assisting.ask(params, question)
    return told and (told, places.range(row, told.start, told.end))


async def _fetched(assisting: Assisting, remote: RemoteImages, uri: str, shown: Hover) -> bool:
    """Fetch the image there, if the user wants that, and return whether it was done."""
    if not (assisting.preferences.fetch_images and remote.is_trusted):
        return False
    document = assisting.document(uri)
    if not document or not shown.remote or remote.was_fetched(shown.remote):
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
