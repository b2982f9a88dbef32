"""What all actions work with: the open documents, and what the client does with edits."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from xxhash import xxh3_64_hexdigest

from tunelint.assist.mending import mend
from tunelint.engine.mending import Surroundings
from tunelint.engine.open_dataset import OpenDataset, Passage
from tunelint.engine.open_fixing import Made, works_on_pixels
from tunelint.lsp.actions.edits import WorkspaceEdit, workspace_edit
from tunelint.lsp.actions.image_work import ImageWork
from tunelint.lsp.checking.remote_images import RemoteImages
from tunelint.lsp.documents.places import TextEdits
from tunelint.lsp.documents.workspace import DatasetDocument, DatasetWorkspace
from tunelint.lsp.protocol import TunelintProtocol
from tunelint.lsp.wire.progress import Result, Steps, finish
from tunelint.rules.fixes import Fix
from tunelint.text.edits import Edit

SLICE = 0.005
PAUSE = 0.001
"""Seconds, as in `publishing.py`."""

Data = dict[str, Any]
"""What an action carries until it is chosen."""

T = TypeVar("T")


class Refused(Exception):
    """An action that comes to nothing; the message is for the user."""


class Place(NamedTuple):
    """A passage of an open document."""

    document: DatasetDocument
    passage: Passage


class Workshop:
    """Finds what an action is about, carries fixes out, and makes edits for the client of them.

    In a workspace that the user does not trust (`is_trusted`), no file is written beside a dataset.
    """

    def __init__(self, ls: LanguageServer, remote: RemoteImages) -> None:
        self.is_trusted = True
        self.images = ImageWork()
        self.remote = remote
        self._ls = ls

    @property
    def client(self) -> types.ClientCapabilities:
        """What the client is able to do."""
        return self._ls.client_capabilities

    @property
    def client_resolves(self) -> bool:
        """Whether the client asks for the edit of an action when it is chosen."""
        document = self.client.text_document
        actions = document and document.code_action
        lazily = actions and actions.data_support and actions.resolve_support
        return bool(lazily and "edit" in lazily.properties)

    def writes_beside(self, document: DatasetDocument) -> bool:
        """Whether a file can be written beside a document, and the document be edited then."""
        workspace = self.client.workspace
        edits = workspace is not None and workspace.apply_edit is True
        return self.is_trusted and edits and to_fs_path(document.dataset_uri) is not None

    def open_document(self, uri: str) -> DatasetDocument | None:
        """The open dataset of that URI, if there is one."""
        return self._workspace.dataset_document(uri)

    def document(self, uri: str) -> DatasetDocument:
        """The open dataset of that URI. Raises `Refused` when there is none."""
        document = self.open_document(uri)
        if document is None:
            raise Refused("This dataset is closed, or too large for the editor to show it.")
        return document

    def mark(self, document: DatasetDocument, row: int) -> Data:
        """What `find` finds the passage of a row by."""
        digest = xxh3_64_hexdigest(document.dataset.passage(row).text)
        return {"uri": document.uri, "version": document.version, "row": row, "line": digest}

    async def find(self, mark: Data) -> Place:
        """The passage as it was marked, wherever it stands now. Raises `Refused`."""
        document = self.document(mark["uri"])
        await checked(document.dataset)
        dataset, row = document.dataset, mark["row"]
        is_as_marked = document.version == mark["version"]
        rows = [row] if is_as_marked else _nearest_first(row, len(dataset.rows))
        async with aclosing(self.in_turn(document, rows)) as numbers:
            async for number in numbers:
                passage = dataset.passage(number)
                if xxh3_64_hexdigest(passage.text) == mark["line"]:
                    return Place(document, passage)
        raise Refused("This line was changed meanwhile, so nothing is done to it.")

    def around(self, uri: str) -> Surroundings:
        """Where a document stands, as far as it stands on a disk."""
        document = self.open_document(uri)
        name = to_fs_path(document.dataset_uri if document else uri)
        uris = (*self._workspace.folders, self._workspace.root_uri or "")
        roots = tuple(Path(folder) for root in uris if (folder := to_fs_path(root)))
        return Surroundings(Path(name).parent if name else None, roots)

    async def carry_out(self, text: bytes, fix: Fix, around: Surroundings) -> list[Edit]:
        """The edits of a fix. Raises `CannotMend`."""
        if not works_on_pixels(fix):
            return mend(text, fix, around).edits
        work = self.images.start(text, fix, around)
        return (await self.finish(work, fix.title)).edits

    async def finish(
        self, work: "asyncio.Future[Result]", title: str, steps: Steps | None = None
    ) -> Result:
        """Wait for work, which the client shows if it takes long."""
        return await finish(self._ls, work, title, steps)

    async def in_turn(self, document: DatasetDocument, items: Iterable[T]) -> AsyncGenerator[T]:
        """Go through what takes long as a whole, so that others have a turn in between.

        Raises `Refused` when the document is edited meanwhile.
        """
        version = document.version
        pause = perf_counter() + SLICE
        for item in items:
            yield item
            if perf_counter() >= pause:
                await asyncio.sleep(PAUSE)
                pause = perf_counter() + SLICE
            if document.version != version:
                raise Refused("The dataset was edited meanwhile, so nothing is done.")

    async def edit_all(self, document: DatasetDocument, made: Iterable[Made]) -> WorkspaceEdit:
        """The edits of many passages for the client."""
        edits: TextEdits = []
        async for passage, found in self.in_turn(document, made):
            edits += document.places.text_edits(passage, found)
        return workspace_edit(document.uri, document.version, edits, self.client)

    def edit(self, place: Place, edits: Iterable[Edit]) -> WorkspaceEdit:
        """The edits of one passage for the client."""
        document = place.document
        made = document.places.text_edits(place.passage, edits)
        return workspace_edit(document.uri, document.version, made, self.client)

    async def apply(self, edit: WorkspaceEdit, label: str) -> bool:
        """Ask the client to make an edit, and return whether it did."""
        assert isinstance(self._ls.protocol, TunelintProtocol)
        return await self._ls.protocol.apply_edit(label, edit)

    def tell(self, text: str) -> None:
        """Have the client show why nothing is done."""
        self._show(types.MessageType.Warning, text)

    def inform(self, text: str) -> None:
        """Have the client show what came of something."""
        self._show(types.MessageType.Info, text)

    def _show(self, kind: types.MessageType, text: str) -> None:
        self._ls.window_show_message(types.ShowMessageParams(kind, text))

    @property
    def _workspace(self) -> DatasetWorkspace:
        assert isinstance(self._ls.workspace, DatasetWorkspace)
        return self._ls.workspace


async def checked(dataset: OpenDataset) -> None:
    """Have all of a dataset checked, and leave room for others in between."""
    while not dataset.is_checked:
        dataset.check(SLICE)
        await asyncio.sleep(PAUSE)


def _nearest_first(row: int, count: int) -> list[int]:
    """The numbers of so many rows, those next to one first."""
    return sorted(range(count), key=lambda other: abs(other - row))
