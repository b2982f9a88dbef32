"""The editor, as the thread beside it sees it: every call goes through the editor's own loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pygls.progress import Progress

from tunelint.config.keys import Values
from tunelint.config.resolving import Resolver
from tunelint.dataset.method import Method
from tunelint.forecast import forecast
from tunelint.images import Fetched
from tunelint.lsp.checking.configuring import Configuring
from tunelint.lsp.checking.remarks import Remarks
from tunelint.lsp.checking.remote_images import RemoteImages
from tunelint.lsp.documents.line_remarks import Heard
from tunelint.lsp.documents.workspace import DatasetWorkspace
from tunelint.lsp.protocol import TunelintProtocol

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of a dataset before it is checked for a job; None what isn't."""

    method: Method | None
    has_images: bool
    examples: int | None
    is_refused: bool = False


class Server(Protocol):
    """As much of the language server as submissions have to do with."""

    protocol: TunelintProtocol
    configuring: Configuring
    remarks: Remarks
    remote: RemoteImages

    @property
    def datasets(self) -> DatasetWorkspace:
        """The open documents."""

    @property
    def work_done_progress(self) -> Progress:
        """The work that the client shows."""


class Editor:
    """Says things to the client, asks it, and looks at what it has open."""

    def __init__(self, ls: Server, loop: asyncio.AbstractEventLoop) -> None:
        self._ls = ls
        self._loop = loop

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Send the client a notification."""
        self._loop.call_soon_threadsafe(self._ls.protocol.send, method, params)

    async def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Ask the client."""
        asking = self._ls.protocol.ask(method, params)
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asking, self._loop))

    def hear(self, heard: list[Heard]) -> None:
        """Show what services said of lines, in place of what was shown before."""
        self._loop.call_soon_threadsafe(self._ls.remarks.hear, heard)

    async def resolver(self, path: Path) -> Resolver:
        """What finds the settings of a dataset."""
        return await self._there(lambda: self._ls.configuring.resolver(path))

    async def options(self, path: Path) -> Values:
        """The settings of a dataset that the client gives."""
        return await self._there(lambda: self._ls.configuring.options(path))

    async def glance(self, uri: str) -> Glance | None:
        """What is known of a dataset that is open, once it is checked."""
        return await self._there(lambda: self._glance(uri))

    async def fetch(
        self, urls: list[str], most_bytes: int, on_answer: Callable[[], None]
    ) -> Fetched:
        """Fetch images, which the open documents are judged by from then on, too."""
        remote = self._ls.remote
        fetching = remote.fetch_all(urls, most_bytes, on_answer)
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(fetching, self._loop))
        return remote.facts

    async def _there(self, look: Callable[[], T]) -> T:
        """What a look on the editor's own loop tells."""

        async def looking() -> T:
            return look()

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(looking(), self._loop))

    def _glance(self, uri: str) -> Glance | None:
        document = self._ls.datasets.dataset_document(uri)
        if document is None or not document.dataset.is_checked:
            return None
        dataset = document.dataset
        expected = forecast(dataset.fates, dataset.examples, dataset.service)
        return Glance(
            dataset.method, dataset.has_images, dataset.examples, bool(expected.rejected_by)
        )
