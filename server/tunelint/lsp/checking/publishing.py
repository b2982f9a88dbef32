"""Publishes diagnostics: once for all edits that wait, and without ever holding up the loop."""

import asyncio
import gc
import logging
from collections.abc import Callable
from time import thread_time
from typing import Any

from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.tally import by_severity
from tunelint.forecast import as_data, forecast
from tunelint.lsp.documents.workspace import DatasetDocument
from tunelint.lsp.protocol import TunelintProtocol

PUBLISH = "textDocument/publishDiagnostics"
SUMMARY = "tunelint/summary"
SLICE = 0.005
PAUSE = 0.001
"""Seconds. A loop that goes on without a pause starves the thread that reads the client."""

log = logging.getLogger(__name__)


class Publisher:
    """Checks what was edited, and publishes it when the messages in the queue are handled.

    `on_checked` is called with each document whose check is complete.
    """

    def __init__(
        self,
        protocol: TunelintProtocol,
        on_checked: Callable[[DatasetDocument], None] = lambda _: None,
    ) -> None:
        self._protocol = protocol
        self._on_checked = on_checked
        self._unchecked: dict[str, DatasetDocument] = {}
        self._unpublished: set[str] = set()
        self._scheduled: asyncio.Handle | None = None

    def edited(self, document: DatasetDocument) -> None:
        """Take note of a document that was opened or changed."""
        self._unchecked[document.uri] = document
        self._unpublished.add(document.uri)
        # Behind the messages that wait already, so that all their edits are published at once.
        self._schedule(asyncio.get_running_loop().call_soon(self._work))

    def look_again(self, document: DatasetDocument) -> None:
        """Check images of which more is known now; publish the document when that is done."""
        document.dataset.look_again()
        if not document.dataset.is_checked:
            self._unchecked[document.uri] = document
            self._schedule(asyncio.get_running_loop().call_soon(self._work))

    def met(self, document: DatasetDocument) -> None:
        """Publish a document that has met another; one that is checked still waits until then."""
        if document.dataset.is_checked:
            self._publish(document)

    def closed(self, uri: str) -> None:
        """Forget a document, and take its diagnostics from the editor."""
        self._unchecked.pop(uri, None)
        self._unpublished.discard(uri)
        self._protocol.send(PUBLISH, {"uri": uri, "diagnostics": []})

    def stop(self) -> None:
        """Check nothing any more."""
        self._unchecked.clear()
        self._unpublished.clear()
        if self._scheduled is not None:
            self._scheduled.cancel()

    def _schedule(self, handle: asyncio.Handle) -> None:
        if self._scheduled is not None:
            self._scheduled.cancel()
        self._scheduled = handle

    def _work(self) -> None:
        """Give one document its slice: one that was just edited, else the next in turn."""
        uri = next(iter(self._unpublished or self._unchecked), None)
        if uri is None:
            return
        try:
            self._check(self._unchecked.pop(uri))
        finally:
            if self._unchecked:
                self._schedule(asyncio.get_running_loop().call_later(PAUSE, self._work))

    def _check(self, document: DatasetDocument) -> None:
        """Check for a slice of time; publish after the first slice and after the last."""
        is_first, is_last = document.uri in self._unpublished, True
        self._unpublished.discard(document.uri)
        try:
            is_last = _check_for_a_slice(document.dataset)
        except Exception:
            log.exception("the check of %s ended early", document.uri)
        if not is_last:
            self._unchecked[document.uri] = document
        elif not is_first:
            # So much was made that will stay: spare the collector from searching it.
            gc.freeze()
        if is_first or is_last:
            self._publish(document)
        if is_last:
            self._on_checked(document)

    def _publish(self, document: DatasetDocument) -> None:
        dataset = document.dataset
        about = {"uri": document.uri, "version": document.version}
        found = document.diagnostics.all(document.places)
        said = document.remarks.diagnostics(dataset)
        self._protocol.send(PUBLISH, {**about, "diagnostics": [*found, *said]})
        summary = {
            "examples": dataset.examples,
            "findings": by_severity(dataset.counts),
            "forecast": _forecast(dataset),
        }
        self._protocol.send(SUMMARY, {**about, **summary})


def _forecast(dataset: OpenDataset) -> dict[str, Any] | None:
    """What the service will do with the file, once all is checked and it is for training."""
    if not dataset.is_checked or not dataset.is_for_training:
        return None
    return as_data(forecast(dataset.fates, dataset.examples, dataset.service))


def _check_for_a_slice(dataset: OpenDataset) -> bool:
    """Check for a slice of the processor's time; whether the check is complete.

    Time that other processes took is not counted: else it would depend on them whether a small
    document is published whole at once.
    """
    end = thread_time() + SLICE
    while True:
        dataset.check(SLICE)
        if dataset.is_checked:
            return True
        if thread_time() >= end:
            return False
