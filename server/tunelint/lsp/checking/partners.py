"""Compares open training files with their validation files, and these with them, as both change."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter, sleep

from tunelint.config.file import FileError
from tunelint.config.pairs import unreadable
from tunelint.config.settings import PartnerFile, SettingsError
from tunelint.dataset.method import Method
from tunelint.dataset.partner import Partner
from tunelint.dataset.summary import Summary
from tunelint.engine.partner import partner_of, read_summaries
from tunelint.lsp.checking.problems import Problem, Problems
from tunelint.lsp.documents.workspace import DatasetDocument, DatasetWorkspace, file_of
from tunelint.lsp.protocol import TunelintProtocol

DELAY = 0.3
"""Seconds after the last edit of a document until others are compared with it anew."""

TURN, PAUSE = 0.001, 0.0005
"""Seconds. Threads take turns of five milliseconds: too long for one that is typed beside."""

log = logging.getLogger(__name__)


class Partners:
    """Has documents meet the files that belong to them, and calls `on_met` with those that did.

    A file that is open counts as it stands there, any other as it is on the disk.
    """

    def __init__(
        self,
        protocol: TunelintProtocol,
        on_met: Callable[[DatasetDocument], None],
        problems: Problems,
    ) -> None:
        self._protocol = protocol
        self._on_met = on_met
        self._problems = problems
        self._files: dict[str, PartnerFile] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def follow(self, document: DatasetDocument, file: PartnerFile | None) -> None:
        """Have a document meet the file that belongs to it, by settings that were just found."""
        if file:
            self._files[document.uri] = file
            self._meet(document.uri)
        elif self._files.pop(document.uri, None):
            self._stop(document.uri)
            document.dataset.meet(None)
            self._on_met(document)

    def checked(self, document: DatasetDocument) -> None:
        """Have others meet a document whose check is complete, unless it is edited again soon."""
        for uri in self._those_of(document.uri):
            self._cancel_timer(uri)
            self._timers[uri] = asyncio.get_running_loop().call_later(DELAY, self._meet, uri)

    def closed(self, uri: str) -> None:
        """Forget a document; others meet what the disk has of it."""
        if self._files.pop(uri, None):
            self._stop(uri)
        for other in self._those_of(uri):
            self._meet(other)

    def _those_of(self, uri: str) -> list[str]:
        """The documents that a document belongs to."""
        path = file_of(uri) if self._files else None
        return [other for other, file in self._files.items() if file.path == path]

    def _stop(self, uri: str) -> None:
        self._cancel_timer(uri)
        if task := self._tasks.pop(uri, None):
            task.cancel()
        self._problems.met((uri, "partner"), [])

    def _cancel_timer(self, uri: str) -> None:
        if timer := self._timers.pop(uri, None):
            timer.cancel()

    def _meet(self, uri: str) -> None:
        """The last search is the one that counts: what it finds is the newest."""
        self._cancel_timer(uri)
        task = asyncio.get_running_loop().create_task(self._find(uri, self._files[uri]))
        earlier, self._tasks[uri] = self._tasks.get(uri), task
        if earlier:
            earlier.cancel()

    async def _find(self, uri: str, file: PartnerFile) -> None:
        document = self._workspace.dataset_document(uri)
        beside = self._workspace.dataset_at(file.path)
        if document is None or (beside and not beside.dataset.is_checked):
            return
        planned = document.dataset.settings.method
        partner, problems = None, []
        try:
            if beside:
                lines = _unhurried(beside.dataset.summaries())
                partner = await asyncio.to_thread(partner_of, file, lines, planned)
            else:
                partner = await asyncio.to_thread(_read, file, planned)
        except OSError as error:
            problems = _problems(unreadable(file, error))
        self._problems.met((uri, "partner"), problems)
        document.dataset.meet(partner)
        self._on_met(document)

    @property
    def _workspace(self) -> DatasetWorkspace:
        assert isinstance(self._protocol.workspace, DatasetWorkspace)
        return self._protocol.workspace


def _read(file: PartnerFile, planned: Method | None) -> Partner:
    with file.path.open("rb") as stream:
        return partner_of(file, _unhurried(read_summaries(stream)), planned)


def _unhurried(lines: Iterable[Summary]) -> Iterator[Summary]:
    """Let other threads go first after each short turn."""
    end = perf_counter() + TURN
    for line in lines:
        yield line
        if perf_counter() >= end:
            sleep(PAUSE)
            end = perf_counter() + TURN


def _problems(error: SettingsError) -> list[Problem]:
    if isinstance(error, FileError):
        return [Problem(error.path, error.line, error.message)]
    log.warning("%s", error)
    return []
