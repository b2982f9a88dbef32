"""The byte order mark at the start of a file: added where the service asks for one, or removed."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from tunelint.engine.open_dataset import Passage
from tunelint.lsp.actions.asked import Action, Asked
from tunelint.lsp.actions.edits import WorkspaceEdit
from tunelint.lsp.actions.workshop import Data, Place, Refused, Workshop
from tunelint.lsp.documents.workspace import DatasetDocument, ExampleDocument, file_of
from tunelint.rules.fixes import Fix, RemoveMark
from tunelint.rules.registry import BY_CODE
from tunelint.text.edits import Edit
from tunelint.text.rows import BYTE_ORDER_MARK
from tunelint.text.span import Span

ADD = "add mark"
TITLE = "Begin this file with a byte order mark"
KIND = types.CodeActionKind.RefactorRewrite.value
RULE = BY_CODE["byte-order-mark"]
START = Span(0, 0)


def offer(asked: Asked) -> Iterator[Action]:
    """To add the mark, in a menu at its place: nothing is wrong without it."""
    document = asked.document
    is_there = asked.start == (0, 0) and not isinstance(document, ExampleDocument)
    if not is_there or not asked.is_invoked:
        return
    is_asked_for = RULE.verdict_in(document.dataset.service) is None
    if is_asked_for and not document.dataset.rows[0].startswith(BYTE_ORDER_MARK):
        yield {"title": TITLE, "kind": KIND, "data": {"do": ADD, "uri": document.uri}}


async def resolve(shop: Workshop, data: Data) -> WorkspaceEdit:
    """The edit that adds the mark. One that is in the file already is kept from us by editors."""
    document = shop.document(data["uri"])
    if await asyncio.to_thread(_has_mark, file_of(document.uri)):
        raise Refused("The file begins with its mark already, which the editor does not show.")
    return _edit(shop, shop.document(data["uri"]), Edit(START, BYTE_ORDER_MARK))


def removes(fix: Fix) -> bool:
    """Whether a fix removes the mark, for which spaces stand in the passages of a dataset."""
    return fix.changes == (RemoveMark(),)


def remove(shop: Workshop, document: DatasetDocument) -> WorkspaceEdit:
    """The edit that removes the mark, which is part of the text if it was found there."""
    return _edit(shop, document, Edit(Span(0, len(BYTE_ORDER_MARK)), b""))


def _edit(shop: Workshop, document: DatasetDocument, edit: Edit) -> WorkspaceEdit:
    first = Passage(0, 0, document.dataset.rows[0])
    return shop.edit(Place(document, first), [edit])


def _has_mark(file: Path | None) -> bool:
    if file is None:
        return False
    try:
        with file.open("rb") as stream:
            return stream.read(len(BYTE_ORDER_MARK)) == BYTE_ORDER_MARK
    except OSError:
        return False
