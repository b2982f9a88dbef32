"""Inlay hints: what each image in view is, and what it costs."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from lsprotocol import types
from orjson import Fragment

from tunelint.assist.hints import Hint, hints
from tunelint.lsp.documents.places import Places
from tunelint.lsp.documents.workspace import DatasetDocument
from tunelint.lsp.wire.payload import encode
from tunelint.profiles import Profile


class Hints:
    """Knows by whose rules it told hints of a document; after others, it calls `refresh`."""

    def __init__(self, refresh: Callable[[], None]) -> None:
        self._told: dict[str, Profile] = {}
        self._refresh = refresh

    async def within(self, document: DatasetDocument, asked: types.Range) -> Fragment:
        """The hints of the lines in a range."""
        dataset = document.dataset
        self._told[document.uri] = dataset.service
        rows = range(len(dataset.rows))[document.places.rows(asked)]
        lines = [(row, dataset.line(row)) for row in rows]
        told = partial(
            hints, service=dataset.service, fetched=dataset.settings.fetched, unit=dataset.unit
        )
        return await asyncio.to_thread(_encoded, lines, told, document.places)

    def look(self, document: DatasetDocument) -> None:
        """Have the client ask again if the hints of a document are told by other rules now."""
        service = document.dataset.service
        if self._told.get(document.uri, service) is not service:
            self._told[document.uri] = service
            self._refresh()

    def learned(self, document: DatasetDocument) -> None:
        """Have the client ask again, since more is known of the images behind URLs."""
        if document.uri in self._told:
            self._refresh()

    def closed(self, uri: str) -> None:
        """Forget a document."""
        self._told.pop(uri, None)


def _encoded(
    lines: list[tuple[int, bytes]], told: Callable[[bytes], Iterable[Hint]], places: Places
) -> Fragment:
    made: list[dict[str, Any]] = [
        {
            "position": places.range(row, hint.column, hint.column)["start"],
            "label": hint.label,
            "paddingRight": True,
        }
        for row, line in lines
        for hint in told(line)
    ]
    return Fragment(encode(made))
