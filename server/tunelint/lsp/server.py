"""The language server: which messages it follows, and how it runs on the standard streams."""

import asyncio
import gc
import logging
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tunelint import __version__
from tunelint.config.settings import Settings, SettingsError
from tunelint.lsp.options import SECTION, read_settings
from tunelint.lsp.protocol import TunelintProtocol
from tunelint.lsp.publishing import Publisher
from tunelint.lsp.transport import FrameWriter, receive_frames, take_standard_streams
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
        self.publisher = Publisher(self.protocol)
        self.initial_settings: Any = None
        for method, handler in HANDLERS.items():
            self.feature(method)(handler)

    @property
    def datasets(self) -> DatasetWorkspace:
        """The open documents; there are none before the client has initialized the server."""
        assert isinstance(self.workspace, DatasetWorkspace)
        return self.workspace

    def follow(self, given: Any) -> None:
        """Follow the settings that the client gives; of bad ones it is told."""
        try:
            settings = read_settings(given)
        except SettingsError as error:
            settings = Settings()
            text = f"Tunelint goes on with its default settings. {error}"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))
        for document in self.datasets.configure(settings):
            self.publisher.edited(document)

    def edited(self, uri: str) -> None:
        """Check a document that was opened or changed, if it is a dataset."""
        document = self.datasets.dataset_document(uri)
        if document is not None:
            self.publisher.edited(document)


def initialize(ls: TunelintServer, params: types.InitializeParams) -> None:
    """Keep the settings until the workspace is there."""
    options = params.initialization_options
    ls.initial_settings = options.get("settings") if isinstance(options, dict) else None


def initialized(ls: TunelintServer, params: types.InitializedParams) -> None:
    """Follow the settings that came with the initialization."""
    ls.follow(ls.initial_settings)


def did_change_configuration(
    ls: TunelintServer, params: types.DidChangeConfigurationParams
) -> None:
    """Follow the new settings, unless they are about other things only."""
    settings: Any = params.settings
    if isinstance(settings, dict) and SECTION in settings:
        ls.follow(settings[SECTION])


def did_open(ls: TunelintServer, params: types.DidOpenTextDocumentParams) -> None:
    """Check a document."""
    ls.edited(params.text_document.uri)


def did_change(ls: TunelintServer, params: types.DidChangeTextDocumentParams) -> None:
    """Check what was edited."""
    ls.edited(params.text_document.uri)


def did_close(ls: TunelintServer, params: types.DidCloseTextDocumentParams) -> None:
    """Take a document's diagnostics away."""
    if not is_compared(params.text_document.uri):
        ls.publisher.closed(params.text_document.uri)


HANDLERS: dict[str, Callable[..., None]] = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: did_change_configuration,
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
}
