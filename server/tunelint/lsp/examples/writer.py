"""Writes views of examples back to their rows, and over nothing else."""

import asyncio
from collections.abc import Iterable

from tunelint.assist.view.writing import CannotWrite, write
from tunelint.engine.open_dataset import Passage
from tunelint.lsp.actions.edits import workspace_edit
from tunelint.lsp.actions.workshop import Workshop
from tunelint.lsp.documents.example_uris import spelled
from tunelint.lsp.examples.originals import Likeness, Originals
from tunelint.lsp.examples.shown import Base, Shown, finding, standing_in
from tunelint.lsp.protocol import RequestFailed
from tunelint.text.edits import Edit, apply_edits

UNKNOWN_BASE = (
    "This view was left unsaved before, and nobody knows whether its example was changed since. "
    "Compare it with the example as it is now; then save it again, or revert it."
)
UNSEEN = (
    "The dataset has unsaved changes that are not seen here, so nothing is written to it. "
    "Save it first; then save this again."
)
CHANGED_MEANWHILE = (
    "This example was changed in its dataset after it was shown here, so nothing is written over "
    "it. Compare the view with the example as it is now; then save it again, or revert it."
)


class ExampleWriter:
    """Writes one view at a time: the edits of each are for what the others made of the dataset."""

    def __init__(self, shop: Workshop, originals: Originals) -> None:
        self._shop = shop
        self._originals = originals
        self._turn = asyncio.Lock()

    async def write(self, dataset: str, shown: Shown, text: bytes, unsaved: Iterable[str]) -> Base:
        """Have the client make a row say what its view says, and return what that is made from now.

        What is `unsaved` in the client is not what stands on the disk. Raises `RequestFailed`.
        """
        if not self._originals.document(dataset) and dataset in map(spelled, unsaved):
            raise RequestFailed(UNSEEN)
        async with self._turn:
            base = shown.base
            if base is None:
                raise RequestFailed(UNKNOWN_BASE)
            row = await self._find(dataset, shown, base)
            try:
                edits = await asyncio.to_thread(write, row, text, shown.placeholders)
            except CannotWrite as error:
                raise RequestFailed(str(error)) from None
            if not edits:
                return base
            written = apply_edits(row, edits)
            copies = 1 + await self._originals.copies(dataset, written)
            await self._find(dataset, shown, base)
            await self._make(dataset, shown, row, edits)
        return Base(shown.number, copies, Likeness.of(written), Likeness.of(text))

    async def _find(self, dataset: str, shown: Shown, base: Base) -> bytes:
        """Find the row that is to be written. Raises `RequestFailed` when it is gone."""
        original = self._originals.document(dataset)
        if original:
            found = standing_in(original, shown, base)
        else:
            found = await self._originals.ask(dataset, finding(shown, base))
        if found is None:
            raise RequestFailed(CHANGED_MEANWHILE)
        shown.number = found.number
        return found.row

    async def _make(self, dataset: str, shown: Shown, row: bytes, edits: list[Edit]) -> None:
        """Have the client make the edits of a row that was found just now."""
        original = self._originals.document(dataset)
        uri, version = (original.uri, original.version) if original else (dataset, None)
        places = original.places if original else self._originals.places
        made = places.text_edits(Passage(shown.number, shown.number, row), edits)
        shown.is_writing = True
        try:
            edit = workspace_edit(uri, version, made, self._shop.client)
            if not await self._shop.apply(edit, "Save example"):
                raise RequestFailed("The editor did not change the dataset.")
        finally:
            shown.is_writing = False
