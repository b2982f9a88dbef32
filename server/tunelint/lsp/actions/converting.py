"""Examples become examples of another kind: the one where the cursor is, or all of the file."""

import asyncio
from collections.abc import Iterator

import orjson
from lsprotocol import types

from tunelint.convert import to_preference
from tunelint.dataset.method import Method
from tunelint.engine.mending.records import convert
from tunelint.engine.open_fixing import Made
from tunelint.lsp.actions.asked import Action, Asked
from tunelint.lsp.actions.edits import WorkspaceEdit
from tunelint.lsp.actions.workshop import Data, Refused, Workshop

TO_PREFERENCE = "to preference"
ALL_TO_PREFERENCE = "all to preference"
TITLE_OF_ALL = "Make preference examples of all lines in this file"

KIND = types.CodeActionKind.RefactorRewrite.value


def offer(shop: Workshop, asked: Asked) -> Iterator[Action]:
    """To make preferences of supervised examples, in a menu only: no line lacks anything."""
    document, (row, _) = asked.document, asked.start
    dataset = document.dataset
    is_supervised = dataset.is_for_training and dataset.method is Method.SUPERVISED
    if not asked.is_invoked or not is_supervised or row >= len(dataset.rows):
        return
    _, last, text = dataset.passage(row)
    if last != row or not _is_convertible(text):
        return
    data = {"do": TO_PREFERENCE, **shop.mark(document, row)}
    yield {"title": "Make a preference example of it", "kind": KIND, "data": data}
    if dataset.examples > 1:
        data = {"do": ALL_TO_PREFERENCE, "uri": document.uri, "takesLong": True}
        yield {"title": TITLE_OF_ALL, "kind": KIND, "data": data}


async def resolve(shop: Workshop, data: Data) -> WorkspaceEdit:
    """The edit that makes a preference of one example."""
    place = await shop.find(data)
    edits = convert(place.passage.text, to_preference)
    if edits is None:
        raise Refused("No preference example can say what this line says.")
    return shop.edit(place, edits)


async def resolve_all(shop: Workshop, data: Data) -> WorkspaceEdit:
    """The edit that makes preferences of all examples; what can't become one stays."""
    document = shop.document(data["uri"])

    def made() -> Iterator[Made]:
        for passage in document.dataset.passages():
            yield passage, convert(passage.text, to_preference) or []

    work = asyncio.ensure_future(shop.edit_all(document, made()))
    return await shop.finish(work, TITLE_OF_ALL)


def _is_convertible(row: bytes) -> bool:
    try:
        value = orjson.loads(row)
    except orjson.JSONDecodeError:
        return False
    return type(value) is dict and to_preference(value) is not None
