"""Edits of rows as edits of the protocol: plain JSON, in columns as the client counts them."""

from collections.abc import Iterable
from typing import Any

from lsprotocol import types

from tunelint.engine.open_dataset import Passage
from tunelint.lsp.workspace import DatasetDocument
from tunelint.text.columns import Unit, decode, to_column
from tunelint.text.edits import Edit
from tunelint.text.rows import split_rows

TextEdits = list[dict[str, Any]]
WorkspaceEdit = dict[str, Any]


def text_edits(passage: Passage, edits: Iterable[Edit], unit: Unit) -> TextEdits:
    """The edits of a passage as they are sent."""
    rows = split_rows(passage.text)
    return [
        {
            "range": {
                "start": _position(rows, passage.first, edit.span.start, unit),
                "end": _position(rows, passage.first, edit.span.end, unit),
            },
            "newText": decode(edit.text),
        }
        for edit in edits
    ]


def workspace_edit(
    document: DatasetDocument, edits: TextEdits, client: types.ClientCapabilities
) -> WorkspaceEdit:
    """The edits of a document at the version that they are meant for, where a client can tell."""
    takes = client.workspace and client.workspace.workspace_edit
    if not takes or not takes.document_changes:
        return {"changes": {document.uri: edits}}
    identifier = {"uri": document.uri, "version": document.version}
    return {"documentChanges": [{"textDocument": identifier, "edits": edits}]}


def _position(rows: list[bytes], first: int, offset: int, unit: Unit) -> dict[str, int]:
    number = 0
    while number < len(rows) - 1 and offset >= len(rows[number]):
        offset -= len(rows[number])
        number += 1
    return {"line": first + number, "character": to_column(rows[number], offset, unit)}
