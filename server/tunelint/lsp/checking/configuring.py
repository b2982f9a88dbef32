"""The settings of each open document: found on the disk, off the event loop, and found again."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from pygls.uris import to_fs_path

from tunelint.config.file import FileError
from tunelint.config.hints import oddities
from tunelint.config.keys import Values
from tunelint.config.resolving import Resolver
from tunelint.config.settings import Settings
from tunelint.images import Fetched, Inspect
from tunelint.lsp.checking.partners import Partners
from tunelint.lsp.checking.problems import Problem, Problems
from tunelint.lsp.documents.options import read_options
from tunelint.lsp.documents.workspace import DatasetDocument, DatasetWorkspace
from tunelint.lsp.protocol import TunelintProtocol
from tunelint.rules.finding import Severity

PATIENCE = 0.5
"""Seconds that a new document waits for its settings, should the disk be slow."""

log = logging.getLogger(__name__)


class Found(NamedTuple):
    """Settings, the file with the baseline or with a fault, and what is to be said of files."""

    settings: Settings
    file: Path | None = None
    problems: tuple[Problem, ...] = ()


class Configuring:
    """Has documents checked as soon as their settings are known, and again when these change.

    What the client says wins over what is configured on the disk. `check` is called with the
    documents that are to be checked, and `watch` with names of files whose changes matter. The
    `partners` follow the settings, too.
    """

    def __init__(
        self,
        protocol: TunelintProtocol,
        check: Callable[[DatasetDocument], None],
        watch: Callable[[Iterable[str]], None],
        inspect: Inspect,
        fetched: Fetched,
        partners: Partners,
        problems: Problems,
    ) -> None:
        self._protocol = protocol
        self._check = check
        self._watch = watch
        self._inspect = inspect
        self._fetched = fetched
        self._client: Any = None
        self._waiting: set[str] = set()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._partners = partners
        self._problems = problems

    def follow(self, client: Any) -> None:
        """Follow what the client says. Raises `SettingsError`, and then follows nothing of it."""
        self._client = None
        try:
            read_options(client, Path())
            self._client = client
        finally:
            self._workspace.settings = self._without_files(Path("untitled"))
            self.refresh()

    def refresh(self) -> None:
        """Find the settings of all documents anew."""
        for document in self._workspace.dataset_documents():
            self.find(document)

    def opened(self, document: DatasetDocument) -> None:
        """Find the settings of a new document, and only then have it checked."""
        self._waiting.add(document.uri)
        self.find(document)

    def edited(self, document: DatasetDocument) -> None:
        """Have a document checked, unless it waits for its settings still."""
        if document.uri not in self._waiting:
            self._check(document)

    def closed(self, uri: str) -> None:
        """Forget a document."""
        self._waiting.discard(uri)
        task = self._tasks.pop(uri, None)
        if task:
            task.cancel()
        self._problems.met(uri, ())

    def resolver(self, path: Path) -> Resolver:
        """What finds the settings of a dataset, and the files that they stand in."""
        return self._resolver(self.folder(path))

    def options(self, path: Path) -> Values:
        """The settings of a dataset that the client gives."""
        return read_options(self._client, self.folder(path))

    def folder(self, path: Path) -> Path:
        """The folder of the workspace that a file belongs to, else the file's own."""
        uris = (*self._workspace.folders, self._workspace.root_uri or "")
        folders = [Path(folder) for uri in uris if (folder := to_fs_path(uri))]
        holding = [folder for folder in folders if path.is_relative_to(folder)]
        return max(holding, key=lambda folder: len(folder.parts), default=path.parent)

    @property
    def _workspace(self) -> DatasetWorkspace:
        assert isinstance(self._protocol.workspace, DatasetWorkspace)
        return self._protocol.workspace

    def find(self, document: DatasetDocument) -> None:
        """The last search is the one that counts: what it finds is the newest."""
        task = asyncio.get_running_loop().create_task(self._configure(document))
        earlier, self._tasks[document.uri] = self._tasks.get(document.uri), task
        if earlier:
            earlier.cancel()

    async def _configure(self, document: DatasetDocument) -> None:
        reading = asyncio.ensure_future(asyncio.to_thread(self._read, document.dataset_uri))
        await asyncio.wait({reading}, timeout=PATIENCE)
        if not reading.done():
            self._begin(document)
        found, file, problems = await reading
        settings = document.settings_from(found)
        beside = settings.partner_file
        self._problems.met(document.uri, problems)
        self._watch([each.name for each in (file, beside and beside.path) if each])
        if settings != document.dataset.settings:
            document.dataset.configure(settings)
            self._waiting.discard(document.uri)
            self._check(document)
        self._begin(document)
        self._partners.follow(document, beside)

    def _begin(self, document: DatasetDocument) -> None:
        if document.uri in self._waiting:
            self._waiting.discard(document.uri)
            self._check(document)

    def _read(self, uri: str) -> Found:
        """The settings of a document; the client's alone where the files can't be followed."""
        name = to_fs_path(uri)
        if name is None:
            return Found(self._without_files(Path(unquote(urlsplit(uri).path))))
        path = Path(name)
        try:
            resolver = self.resolver(path)
            settings = resolver.resolve(path)
            return Found(settings, resolver.baseline_file(path), _hints(resolver, path, settings))
        except FileError as error:
            problem = Problem(error.path, error.line, error.message)
            return Found(self._without_files(path), error.path, (problem,))
        except Exception:
            log.exception("the settings of %s could not be found", uri)
            return Found(self._workspace.settings)

    def _without_files(self, path: Path) -> Settings:
        return self._resolver(path.parent, isolated=True).resolve_anew(path)

    def _resolver(self, folder: Path, *, isolated: bool = False) -> Resolver:
        # Editors open logs and the like, too: those are no datasets with a thousand errors.
        return Resolver(
            read_options(self._client, folder),
            isolated=isolated,
            home=folder,
            lenient=True,
            inspect=self._inspect,
            fetched=self._fetched,
        )


def _hints(resolver: Resolver, path: Path, settings: Settings) -> tuple[Problem, ...]:
    """What is odd about the settings of a dataset, where a file is what says it."""
    return tuple(
        Problem(file.path, file.line_of(key), hint, Severity.HINT)
        for key, hint in oddities(settings)
        if (file := resolver.says(key, path))
    )
