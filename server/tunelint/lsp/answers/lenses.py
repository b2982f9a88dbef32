"""Code lenses: the sizes of the examples, and above the first one what the file comes to."""

import asyncio
from collections.abc import Callable
from typing import Any

from orjson import Fragment

from tunelint.assist.lenses import example_title, file_titles, rows_with_lenses
from tunelint.lsp.answers.counting import Counting
from tunelint.lsp.documents.workspace import DatasetDocument, ExampleDocument
from tunelint.lsp.wire.payload import encode
from tunelint.lsp.wire.ranges import range_in

OPEN_EXAMPLE = "tunelint.openExample"
NO_SIZE = "no example to be counted"


class Lenses:
    """Knows which lenses it told of which documents, and has clients ask again for better ones.

    The size of an example is told as soon as it comes into view. The file's takes longer: until
    it is known, there is a word of it, and then `refresh` is called.

    On the first line, where the file's lens is, nothing is left to be resolved: VS Code draws all
    lenses of a line when the last of them is, also over newer ones that it was given meanwhile.
    """

    def __init__(self, refresh: Callable[[], None]) -> None:
        self._counting = Counting(self.look)
        self._told: dict[str, list[str]] = {}
        self._refresh = refresh
        self.open_examples = False
        """Whether the client shows single examples."""

    async def all(self, document: DatasetDocument) -> Fragment:
        """The lenses of a document; those of later examples get their titles when resolved."""
        self._counting.begin(document)
        rows = list(rows_with_lenses(document.dataset))
        is_view = isinstance(document, ExampleDocument)
        openers = [_opener(document.uri, row) for row in rows if self.open_examples and not is_view]
        self._told[document.uri] = titles = self._titles(document)
        of_file = [_titled(rows[0], title) for title in titles if rows]
        of_first = [await self.resolve(document, row) for row in rows[:1]]
        of_others = [
            {"range": range_in(row, 0, 0), "data": [document.uri, row]} for row in rows[1:]
        ]
        return Fragment(encode([*of_file, *of_first, *of_others, *openers]))

    async def resolve(self, document: DatasetDocument, row: int) -> dict[str, Any]:
        """The lens of an example."""
        line, sizes = document.dataset.line(row), self._counting.sizes(document)
        size = await asyncio.to_thread(sizes.of, line)
        return _titled(row, example_title(size) if size else NO_SIZE)

    def look(self, document: DatasetDocument) -> None:
        """Have the client ask again if it was told something else of a document."""
        told = self._told.get(document.uri)
        if told is None:
            return
        if self._counting.tokens(document) is None:
            self._counting.begin(document)  # other settings put an end to the count before
        titles = self._titles(document)
        if told != titles:
            self._told[document.uri] = titles
            self._refresh()

    def learned(self, document: DatasetDocument) -> None:
        """Count a document again, since more is known of the images behind URLs."""
        if document.uri in self._told:
            self._counting.learned(document)

    def closed(self, uri: str) -> None:
        """Forget a document."""
        self._told.pop(uri, None)
        self._counting.closed(uri)

    def _titles(self, document: DatasetDocument) -> list[str]:
        if isinstance(document, ExampleDocument):
            return []
        return file_titles(document.dataset, self._counting.tokens(document))


def _titled(row: int, title: str) -> dict[str, Any]:
    """A lens that says something, and does nothing."""
    return {"range": range_in(row, 0, 0), "command": {"title": title, "command": ""}}


def _opener(uri: str, row: int) -> dict[str, Any]:
    """A lens that has the client show one example as a document of its own."""
    command = {"title": "Open example", "command": OPEN_EXAMPLE, "arguments": [uri, row]}
    return {"range": range_in(row, 0, 0), "command": command}
