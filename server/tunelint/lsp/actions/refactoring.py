"""What can be done with an image where nothing is wrong with it."""

import asyncio
from collections.abc import Iterator

from lsprotocol import types

from tunelint.assist.images import image_at, images_of, set_detail
from tunelint.dataset.chat import DETAILS
from tunelint.dataset.example import Image
from tunelint.engine.mending import CannotMend
from tunelint.engine.open_fixing import Made
from tunelint.images import is_embedded
from tunelint.lsp.actions import downloading
from tunelint.lsp.actions.asked import Action, Asked
from tunelint.lsp.actions.edits import WorkspaceEdit
from tunelint.lsp.actions.extracting import EXTRACT
from tunelint.lsp.actions.workshop import Data, Refused, Workshop
from tunelint.rules.families.image_urls import FETCHED, is_local
from tunelint.rules.fixes import EmbedFile, Fix
from tunelint.rules.wording import count
from tunelint.text.columns import to_offset

SET_DETAIL = "set detail"
SET_ALL_DETAILS = "set all details"
EMBED = "embed"

REWRITE = types.CodeActionKind.RefactorRewrite.value
EMBEDDING = types.CodeActionKind.RefactorInline.value
EXTRACTING = types.CodeActionKind.RefactorExtract.value
KINDS = (REWRITE, EMBEDDING, EXTRACTING)


def offer(shop: Workshop, asked: Asked) -> Iterator[Action]:
    """What can be done with the image at the start of the range."""
    document, (row, column) = asked.document, asked.start
    if row >= len(document.dataset.rows):
        return
    _, last, text = document.dataset.passage(row)
    if last != row:
        return  # a value on several rows is to be joined first
    images = images_of(text)
    image = image_at(text, to_offset(text, column, document.dataset.unit), images)
    if image is None:
        return
    mark = {**shop.mark(document, row), "part": list(image.part)}
    yield from _details(mark, image, images)
    if FETCHED.match(image.url) and shop.is_trusted:
        yield downloading.offer(mark, EMBEDDING)
    if is_local(image.url):
        data = {"do": EMBED, **mark, "takesLong": True}
        yield {"title": "Embed this image", "kind": EMBEDDING, "data": data}
    if is_embedded(image.url) and shop.writes_beside(document):
        title = "Extract this image to a file"
        command = {"title": title, "command": EXTRACT, "arguments": [mark]}
        yield {"title": title, "kind": EXTRACTING, "command": command}


async def resolve_detail(shop: Workshop, data: Data) -> WorkspaceEdit:
    """The edit that sets the detail of an image, or of all images of its example."""
    place = await shop.find(data)
    text = place.passage.text
    images = images_of(text)
    if not data["wholeExample"]:
        images = [image for image in images if list(image.part) == data["part"]]
    edits = await asyncio.to_thread(set_detail, text, images, data["detail"])
    return shop.edit(await shop.find(data), edits)


async def resolve_all_details(shop: Workshop, data: Data) -> WorkspaceEdit:
    """The edit that sets the detail of all images of the file."""
    document = shop.document(data["uri"])

    def made() -> Iterator[Made]:
        for passage in document.dataset.passages():
            images = images_of(passage.text)
            yield passage, set_detail(passage.text, images, data["detail"])

    return await shop.edit_all(document, made())


async def resolve_embedding(shop: Workshop, data: Data) -> WorkspaceEdit:
    """The edit that puts the image in the place of its path."""
    place = await shop.find(data)
    path = (*data["part"], "image_url", "url")
    bytes_max = place.document.dataset.service.image_bytes_max.value
    fix = Fix("Embed this image", False, (EmbedFile(path, bytes_max),))
    try:
        edits = await shop.carry_out(place.passage.text, fix, shop.around(data["uri"]))
    except CannotMend as error:
        raise Refused(str(error)) from None
    return shop.edit(await shop.find(data), edits)


def _details(mark: Data, image: Image, images: list[Image]) -> Iterator[Action]:
    for detail in DETAILS:
        if image.detail != detail:
            data = {"do": SET_DETAIL, **mark, "detail": detail, "wholeExample": False}
            yield _rewriting(f'Set detail of this image to "{detail}"', data)
    for detail in DETAILS:
        if len(images) > 1 and any(each.detail != detail for each in images):
            what = f"all {count(len(images), 'image')} of this example"
            data = {"do": SET_DETAIL, **mark, "detail": detail, "wholeExample": True}
            yield _rewriting(f'Set detail of {what} to "{detail}"', data)
    for detail in DETAILS:
        data = {"do": SET_ALL_DETAILS, "uri": mark["uri"], "detail": detail}
        yield _rewriting(f'Set detail of all images in this file to "{detail}"', data)


def _rewriting(title: str, data: Data) -> Action:
    return {"title": title, "kind": REWRITE, "data": data}
