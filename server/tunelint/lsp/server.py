"""The language server: which messages it follows, and how it runs on the standard streams."""

import asyncio
import gc
import logging
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tunelint import __version__
from tunelint.config.settings import SettingsError
from tunelint.engine.decoding import Decoding
from tunelint.lsp.actions import KINDS, offer_actions
from tunelint.lsp.configuring import Configuring
from tunelint.lsp.decoding import Decoder
from tunelint.lsp.hover import show_hover
from tunelint.lsp.options import SECTION
from tunelint.lsp.pages import EXPLAIN, PAGE, explain, give_page
from tunelint.lsp.protocol import TunelintProtocol
from tunelint.lsp.publishing import Publisher
from tunelint.lsp.transport import FrameWriter, receive_frames, take_standard_streams
from tunelint.lsp.watching import Watching
from tunelint.lsp.workspace import DatasetWorkspace, is_compared

GARBAGE_THRESHOLDS = (50_000, 20, 50)
"""Rows and results hold no cycles: to search them at every edit costs more than it frees."""


def serve() -> int:
    """Serve one client on the standard streams, and return the exit code.

    It is 0 after `shutdown` and `exit`, and 1 when the client goes away without.
    """
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    # At its own level pygls logs all that it sends, and the client's settings.
    logging.getLogger("pygls").setLevel(logging.WARNING)
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    frames_in, frames_out = take_standard_streams()
    server = TunelintServer()
    server.protocol.set_writer(FrameWriter(frames_out))
    try:
        asyncio.run(receive_frames(frames_in, server.protocol.receive))
    except SystemExit as stop:
        return int(stop.code or 0)
    return 1


class TunelintServer(LanguageServer):
    """Publishes what is wrong with the documents that its client opens."""

    protocol: TunelintProtocol

    def __init__(self) -> None:
        super().__init__("tunelint", __version__, protocol_cls=TunelintProtocol)
        self.images = Decoding()
        self.decoder = Decoder(self.images, self.look_again)
        self.publisher = Publisher(self.protocol, self.decoder.wake)
        self.watching = Watching(self.client_register_capability)
        self.configuring = Configuring(
            self.protocol, self.publisher.edited, self.watching.watch, self.images.inspect
        )
        self.initial_settings: Any = None
        for method, handler in HANDLERS.items():
            self.feature(method, OPTIONS.get(method))(handler)
        for name, command in COMMANDS.items():
            self.command(name)(command)

    @property
    def datasets(self) -> DatasetWorkspace:
        """The open documents; there are none before the client has initialized the server."""
        assert isinstance(self.workspace, DatasetWorkspace)
        return self.workspace

    def follow(self, given: Any) -> None:
        """Follow the settings that the client gives; of bad ones it is told."""
        try:
            self.configuring.follow(given)
        except SettingsError as error:
            text = f"Tunelint goes on without the settings of the editor. {error}"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))

    def look_again(self) -> None:
        """Check the images in all documents anew."""
        for document in self.datasets.dataset_documents():
            self.publisher.look_again(document)


def initialize(ls: TunelintServer, params: types.InitializeParams) -> None:
    """Keep the settings until the workspace is there."""
    options = params.initialization_options
    ls.initial_settings = options.get("settings") if isinstance(options, dict) else None


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
    if document is not None:
        ls.configuring.opened(document)


def did_change(ls: TunelintServer, params: types.DidChangeTextDocumentParams) -> None:
    """Check what was edited."""
    document = ls.datasets.dataset_document(params.text_document.uri)
    if document is not None:
        ls.configuring.edited(document)


def did_close(ls: TunelintServer, params: types.DidCloseTextDocumentParams) -> None:
    """Take a document's diagnostics away."""
    if not is_compared(params.text_document.uri):
        ls.configuring.closed(params.text_document.uri)
        ls.publisher.closed(params.text_document.uri)


def did_change_watched_files(ls: TunelintServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Read the settings again."""
    ls.configuring.refresh()


HANDLERS: dict[str, Callable[..., Any]] = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: did_change_configuration,
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: did_change_watched_files,
    types.TEXT_DOCUMENT_HOVER: show_hover,
    types.TEXT_DOCUMENT_CODE_ACTION: offer_actions,
    PAGE: give_page,
}

OPTIONS = {types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(KINDS)}

COMMANDS: dict[str, Callable[..., Any]] = {EXPLAIN: explain}
