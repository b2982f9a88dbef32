"""What the client tells: of itself, of its settings, of what is opened, edited and closed."""

from collections.abc import Callable
from typing import Any

from lsprotocol import types

from tunelint.lsp.documents.options import SECTION
from tunelint.lsp.documents.workspace import ExampleDocument, is_compared
from tunelint.lsp.server import TunelintServer


def initialize(ls: TunelintServer, params: types.InitializeParams) -> None:
    """Keep the settings until the workspace is there; only a client that says so distrusts it."""
    options = params.initialization_options
    if isinstance(options, dict):
        ls.initial_settings = options.get("settings")
        is_trusted = options.get("trusted") is not False
        ls.actions.shop.is_trusted = ls.remote.is_trusted = is_trusted
        ls.submitting.is_trusted = is_trusted
        if options.get("exampleView") is True:
            ls.examples.are_shown = True
            ls.notes.offer_examples()
        ls.assisting.client_runs_links = options.get("commandLinks") is True


def initialized(ls: TunelintServer, params: types.InitializedParams) -> None:
    """Follow the settings that came with the initialization."""
    ls.watching.start(ls.client_capabilities)
    ls.follow(ls.initial_settings)


def did_change_configuration(
    ls: TunelintServer, params: types.DidChangeConfigurationParams
) -> None:
    """Follow the new settings, unless they are about other things only."""
    settings: Any = params.settings
    if isinstance(settings, dict) and SECTION in settings:
        ls.follow(settings[SECTION])


def did_open(ls: TunelintServer, params: types.DidOpenTextDocumentParams) -> None:
    """Check a document, if it is a dataset."""
    document = ls.datasets.dataset_document(params.text_document.uri)
    if isinstance(document, ExampleDocument):
        ls.examples.opened(document)
    if document is not None:
        ls.configuring.opened(document)
        ls.remarks.moved(document.uri)


def did_change(ls: TunelintServer, params: types.DidChangeTextDocumentParams) -> None:
    """Check what was edited."""
    document = ls.datasets.dataset_document(params.text_document.uri)
    if isinstance(document, ExampleDocument):
        ls.examples.edited(document)
    if document is not None:
        ls.configuring.edited(document)


def did_close(ls: TunelintServer, params: types.DidCloseTextDocumentParams) -> None:
    """Take a document's diagnostics away."""
    if not is_compared(params.text_document.uri):
        ls.configuring.closed(params.text_document.uri)
        ls.partners.closed(params.text_document.uri)
        ls.publisher.closed(params.text_document.uri)
        ls.remarks.moved(params.text_document.uri)
        ls.notes.closed(params.text_document.uri)
        ls.examples.closed(params.text_document.uri)


def did_change_workspace_folders(
    ls: TunelintServer, params: types.DidChangeWorkspaceFoldersParams
) -> None:
    """Read the settings again, for a folder may bring some along."""
    ls.configuring.refresh()


def did_change_watched_files(ls: TunelintServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Read the settings again."""
    ls.configuring.refresh()


DOCUMENTS: dict[str, Callable[..., Any]] = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: did_change_configuration,
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: did_change_workspace_folders,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: did_change_watched_files,
}
