"""A whole session as a VS Code of today has it: its own capabilities, every answer well-formed."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

EXAMPLES = Path(__file__).parents[2] / "examples"
WATCH = types.WORKSPACE_DID_CHANGE_WATCHED_FILES


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    config=ClientServerConfig(server_command=[sys.executable, "-m", "tunelint", "lsp"])
)
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    capabilities = client_capabilities("visual-studio-code")
    capabilities.general = types.GeneralClientCapabilities(
        position_encodings=[types.PositionEncodingKind.Utf16]
    )

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)  # type: ignore[untyped-decorator]
    def register(params: types.RegistrationParams) -> None:
        assert [registration.method for registration in params.registrations] == [WATCH]

    await lsp_client.initialize_session(types.InitializeParams(capabilities=capabilities))
    yield
    await lsp_client.shutdown_session()


async def test_an_example_is_opened_mended_and_closed(client: LanguageClient) -> None:
    path = EXAMPLES / "vision-bad.jsonl"
    uri, text = path.as_uri(), path.read_text(encoding="utf-8")
    document = types.TextDocumentItem(uri, "jsonl", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    found = {diagnostic.code: diagnostic for diagnostic in client.diagnostics[uri]}
    assert {"assistant-image", "image-mode", "unknown-detail"} <= found.keys()

    wrong = found["unknown-detail"].range
    change = types.TextDocumentContentChangePartial(wrong, '"low"')
    version = types.VersionedTextDocumentIdentifier(2, uri)
    client.text_document_did_change(types.DidChangeTextDocumentParams(version, [change]))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    left = {diagnostic.code for diagnostic in client.diagnostics[uri]}
    assert left == found.keys() - {"unknown-detail"}

    closed = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    client.text_document_did_close(closed)
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert not client.diagnostics[uri]
