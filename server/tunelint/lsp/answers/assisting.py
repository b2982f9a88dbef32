"""Answers requests about places in documents, beside the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tunelint.assist.spot import Spot, spot_at
from tunelint.images.thumbnail import LARGE, Thumbnails
from tunelint.lsp.documents.preferences import Preferences
from tunelint.lsp.documents.workspace import DatasetDocument, document_in, preferences_in

THREADS = 2
"""So that nobody who types waits for a picture that takes long."""

Answer = TypeVar("Answer")


class Assisting:
    """Has questions answered in threads. Of those that are cancelled none is begun any more."""

    def __init__(self, ls: LanguageServer) -> None:
        self.thumbnails = Thumbnails()
        self.pictures = Thumbnails(LARGE)
        self.client_runs_links = False
        """Whether the client said that links in Markdown may run our commands."""

        self._ls = ls
        self._threads = ThreadPoolExecutor(THREADS, "assist")

    @property
    def client(self) -> types.ClientCapabilities:
        """What the client can do."""
        return self._ls.client_capabilities

    @property
    def preferences(self) -> Preferences:
        """What the user prefers to see."""
        return preferences_in(self._ls.workspace)

    def document(self, uri: str) -> DatasetDocument | None:
        """The dataset that is open under that URI, if there is one."""
        return document_in(self._ls.workspace, uri)

    async def ask(
        self,
        at: types.CompletionParams | types.HoverParams | types.TextDocumentPositionParams,
        question: Callable[[Spot], Answer | None],
    ) -> Answer | None:
        """The answer about a place in a document; None where there is no such place."""
        document = self.document(at.text_document.uri)
        spot = document and spot_at(document.dataset, document.places.place(at.position))
        if not spot:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._threads, question, spot)
