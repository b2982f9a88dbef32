"""Publishes diagnostics: once for all edits that wait, and without ever holding up the loop."""

import asyncio
import gc

from tunelint.lsp.diagnostics import by_severity, diagnostics
from tunelint.lsp.protocol import TunelintProtocol
from tunelint.lsp.workspace import DatasetDocument

PUBLISH = "textDocument/publishDiagnostics"
SUMMARY = "tunelint/summary"
SLICE = 0.005
PAUSE = 0.001
"""Seconds. A loop that goes on without a pause starves the thread that reads the client."""


class Publisher:
    """Checks what was edited, and publishes it when the messages in the queue are handled."""

    def __init__(self, protocol: TunelintProtocol) -> None:
        self._protocol = protocol
        self._unchecked: dict[str, DatasetDocument] = {}
        self._unpublished: set[str] = set()
        self._scheduled: asyncio.Handle | None = None

    def edited(self, document: DatasetDocument) -> None:
        """Take note of a document that was opened or changed."""
        self._unchecked[document.uri] = document
        self._unpublished.add(document.uri)
        # Behind the messages that wait already, so that all their edits are published at once.
        self._schedule(asyncio.get_running_loop().call_soon(self._work))

    def closed(self, uri: str) -> None:
        """Forget a document, and take its diagnostics from the editor."""
        self._unchecked.pop(uri, None)
        self._protocol.send(PUBLISH, {"uri": uri, "diagnostics": []})

    def _schedule(self, handle: asyncio.Handle) -> None:
        if self._scheduled is not None:
            self._scheduled.cancel()
        self._scheduled = handle

    def _work(self) -> None:
        for document in list(self._unchecked.values()):
            self._check(document)
        if self._unchecked:
            self._schedule(asyncio.get_running_loop().call_later(PAUSE, self._work))

    def _check(self, document: DatasetDocument) -> None:
        """Check for a slice of time; publish after the first slice and after the last."""
        document.dataset.check(SLICE)
        is_first, is_last = document.uri in self._unpublished, document.dataset.is_checked
        self._unpublished.discard(document.uri)
        if is_last:
            del self._unchecked[document.uri]
            if not is_first:
                # So much was made that will stay: spare the collector from searching it.
                gc.freeze()
        if is_first or is_last:
            self._publish(document)

    def _publish(self, document: DatasetDocument) -> None:
        dataset = document.dataset
        about = {"uri": document.uri, "version": document.version}
        self._protocol.send(PUBLISH, {**about, "diagnostics": diagnostics(dataset)})
        counts = by_severity(dataset.counts)
        self._protocol.send(SUMMARY, {**about, "examples": dataset.examples, "findings": counts})
