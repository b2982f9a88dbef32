"""What services said of lines, kept on the open documents and on the files that are not open."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from tunelint.engine.reading import RowReader
from tunelint.lsp.checking.problems import PUBLISH
from tunelint.lsp.documents.line_remarks import Found, Heard, diagnostic, find
from tunelint.lsp.documents.workspace import DatasetDocument, DatasetWorkspace, file_of
from tunelint.lsp.protocol import TunelintProtocol
from tunelint.text.columns import Unit


class Remarks:
    """Has remarks shown. Without any, nothing is done.

    `publish` is called with an open document that has other ones now.
    """

    def __init__(
        self, protocol: TunelintProtocol, publish: Callable[[DatasetDocument], None]
    ) -> None:
        self._protocol = protocol
        self._publish = publish
        self._heard: dict[Path, list[Heard]] = {}
        self._tasks: dict[Path, asyncio.Task[None]] = {}

    def hear(self, heard: Iterable[Heard]) -> None:
        """Show these remarks in place of all earlier ones."""
        earlier, self._heard = self._heard, {}
        for each in heard:
            self._heard.setdefault(each.path, []).append(each)
        for path in earlier.keys() | self._heard.keys():
            if earlier.get(path) != self._heard.get(path):
                self._show(path)

    def moved(self, uri: str) -> None:
        """Show what was said of a document that was opened or closed where that is now."""
        path = file_of(uri) if self._heard else None
        if path in self._heard:
            self._show(path)

    def _show(self, path: Path) -> None:
        task = asyncio.get_running_loop().create_task(self._find(path))
        earlier, self._tasks[path] = self._tasks.get(path), task
        if earlier:
            earlier.cancel()

    async def _find(self, path: Path) -> None:
        heard = self._heard.get(path, [])
        document = self._workspace.dataset_at(path)
        if document is None:
            found = await asyncio.to_thread(_in_file, path, heard)
            unit = Unit(self._workspace.position_encoding)
            diagnostics = [diagnostic(each, unit) for each in found]
            self._protocol.send(PUBLISH, {"uri": path.as_uri(), "diagnostics": diagnostics})
            return
        found, version = [], None
        while version != document.version:  # what is typed meanwhile may move the lines
            version = document.version
            found = await asyncio.to_thread(find, document.dataset.lines(), heard)
        document.remarks.put(found)
        self._publish(document)

    @property
    def _workspace(self) -> DatasetWorkspace:
        assert isinstance(self._protocol.workspace, DatasetWorkspace)
        return self._protocol.workspace


def _in_file(path: Path, heard: list[Heard]) -> list[Found]:
    """The remarks whose lines are on the disk."""
    try:
        with path.open("rb") as stream:
            return find(RowReader(stream), heard)
    except OSError:
        return []
