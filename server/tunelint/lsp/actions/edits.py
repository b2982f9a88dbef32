"""Edits of documents as edits of the protocol: plain JSON."""

from typing import Any

from lsprotocol import types

from tunelint.lsp.documents.places import TextEdits

WorkspaceEdit = dict[str, Any]


def workspace_edit(
    uri: str, version: int | None, edits: TextEdits, client: types.ClientCapabilities
) -> WorkspaceEdit:
    """The edits of a document at the version that they are meant for, where a client can tell.

    A document without a version is not open.
    """
    takes = client.workspace and client.workspace.workspace_edit
    if not takes or not takes.document_changes:
        return {"changes": {uri: edits}}
    identifier = {"uri": uri, "version": version}
    return {"documentChanges": [{"textDocument": identifier, "edits": edits}]}
