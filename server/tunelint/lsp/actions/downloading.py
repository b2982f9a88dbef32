"""An image by URL is fetched because the user asks for it, and embedded in its place."""

import asyncio

import orjson

from tunelint.images import to_data_uri
from tunelint.images.embedding import EmbeddingRefused, verified
from tunelint.lsp.actions.asked import Action
from tunelint.lsp.actions.edits import WorkspaceEdit
from tunelint.lsp.actions.workshop import Data, Refused, Workshop
from tunelint.text.edits import set_value
from tunelint.text.path import value_at

DO = "download"
TITLE = "Download and embed this image"


def offer(mark: Data, kind: str) -> Action:
    """The action for an image that has a URL; whoever lists actions must not cause a request."""
    return {"title": TITLE, "kind": kind, "data": {"do": DO, **mark, "takesLong": True}}


async def resolve(shop: Workshop, data: Data) -> WorkspaceEdit:
    """The edit that puts the image in the place of its URL."""
    if not shop.is_trusted:
        raise Refused("Nothing is fetched here: the workspace is not trusted.")
    place = await shop.find(data)
    path = (*data["part"], "image_url", "url")
    url = value_at(orjson.loads(place.passage.text), path)
    bytes_max = place.document.dataset.service.image_bytes_max.value
    work = asyncio.ensure_future(_downloaded(shop, url, bytes_max))
    uri = await shop.finish(work, TITLE)
    place = await shop.find(data)
    return shop.edit(place, set_value(place.passage.text, path, uri))


async def _downloaded(shop: Workshop, url: str, bytes_max: int) -> str:
    """The data URI of the image behind a URL. Raises `Refused`."""
    answer = await shop.remote.download(url, bytes_max)
    if answer.refusal:
        raise Refused(f"This image can't be fetched: {answer.refusal}.")
    try:
        return await shop.images.run(_data_uri, answer.body, url)
    except EmbeddingRefused as refusal:
        raise Refused(str(refusal)) from None


def _data_uri(data: bytes, url: str) -> str:
    facts = verified(data, url)
    return to_data_uri(str(facts.media_type), data)
