"""Answers requests about places in documents, beside the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tunelint.assist.spot import Spot, spot_at
from tunelint.images.thumbnail import Thumbnails
from tunelint.lsp.workspace import dataset_in

THREADS = 2
"""So that nobody who types waits for a picture that takes long."""

Answer = TypeVar("Answer")


class Assisting:
    """Has questions answered in threads. Of those that are cancelled none is begun any more."""

    def __init__(self, ls: LanguageServer) -> None:
        self.thumbnails = Thumbnails()
        self._ls = ls
        self._threads = ThreadPoolExecutor(THREADS, "assist")

    @property
    def client(self) -> types.ClientCapabilities:
        """What the client can do."""
        return self._ls.client_capabilities

    async def ask(
        self,
        at: types.CompletionParams | types.HoverParams,
        question: Callable[[Spot], Answer | None],
    ) -> Answer | None:
        """The answer about a place in a document; None where there is no such place."""
        dataset = dataset_in(self._ls.workspace, at.text_document.uri)
        spot = dataset and spot_at(dataset, (at.position.line, at.position.character))
        if not spot:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._threads, question, spot)
