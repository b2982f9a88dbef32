"""Counts the tokens of documents while nobody waits, in a thread: the tokenizer lets others run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from functools import partial

from tunelint.assist.remembered import Remembered
from tunelint.assist.size import Size, measure, total_tokens
from tunelint.cost import Tokens
from tunelint.images import Fetched
from tunelint.lsp.documents.workspace import DatasetDocument
from tunelint.lsp.wire.threads import Breath, breathing, in_thread
from tunelint.profiles import Profile

Sizes = Remembered[Size | None]
NEVER = -1

log = logging.getLogger(__name__)


class Counting:
    """Calls `on_counted` with each document whose tokens are counted."""

    def __init__(self, on_counted: Callable[[DatasetDocument], None]) -> None:
        self._on_counted = on_counted
        self._counts: dict[str, _Count] = {}

    def begin(self, document: DatasetDocument) -> None:
        """Count a document, unless that is being done or has been done since it was edited."""
        self._count(document).begin(document, self._on_counted)

    def learned(self, document: DatasetDocument) -> None:
        """Count a document again, since more is known of the images behind URLs."""
        count = self._count(document)
        count.learned()
        count.begin(document, self._on_counted)

    def tokens(self, document: DatasetDocument) -> Tokens | None:
        """The tokens when they were counted last; None before that."""
        return self._count(document).tokens

    def sizes(self, document: DatasetDocument) -> Sizes:
        """The sizes of the examples, as far as they are known."""
        return self._count(document).sizes

    def closed(self, uri: str) -> None:
        """Stop to count a document."""
        count = self._counts.pop(uri, None)
        if count:
            count.stop()

    def _count(self, document: DatasetDocument) -> _Count:
        """Other settings may count other tokens."""
        service, fetched = document.dataset.service, document.dataset.settings.fetched
        count = self._counts.get(document.uri)
        if count is None or count.service is not service:
            self.closed(document.uri)
            count = self._counts[document.uri] = _Count(service, fetched)
        return count


class _Count:
    """The count of one document by the rules of one service."""

    def __init__(self, service: Profile, fetched: Fetched) -> None:
        self.service = service
        self.sizes: Sizes = Remembered(partial(measure, service=service, fetched=fetched))
        self.tokens: Tokens | None = None
        self._version: int | None = NEVER
        self._task: asyncio.Task[None] | None = None

    def begin(
        self, document: DatasetDocument, on_counted: Callable[[DatasetDocument], None]
    ) -> None:
        is_busy = self._task is not None and not self._task.done()
        if not is_busy and self._version != document.version:
            counting = self._count(document, on_counted)
            self._task = asyncio.get_running_loop().create_task(counting)

    def learned(self) -> None:
        self._version = NEVER

    def stop(self) -> None:
        if self._task:
            self._task.cancel()

    async def _count(
        self, document: DatasetDocument, on_counted: Callable[[DatasetDocument], None]
    ) -> None:
        """What is edited or learned meanwhile is counted when the rest is."""
        try:
            while self._version != document.version:
                if self._version == NEVER:
                    self.sizes.forget(_depends_on_urls)
                self._version = document.version
                self.tokens = await in_thread(partial(self._total, document.dataset.lines()))
        except Exception:
            log.exception("the tokens of %s could not be counted", document.uri)
        on_counted(document)

    def _total(self, lines: Iterable[bytes], breathe: Breath) -> Tokens:
        return total_tokens(self.sizes.all(breathing(lines, breathe)))


def _depends_on_urls(size: Size | None) -> bool:
    return size is not None and size.linked > 0
