"""The views of examples: where they are, what they show, and how they are written back."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from tunelint.assist.lines import read_line
from tunelint.assist.view.checking import Siblings
from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.pretty import NO_OBJECT, CannotShow, pretty
from tunelint.assist.view.writing import CannotWrite, write
from tunelint.engine.open_dataset import Passage
from tunelint.lsp.configuring import Configuring
from tunelint.lsp.edits import workspace_edit
from tunelint.lsp.example_uris import ExampleUri, is_example, spelled
from tunelint.lsp.originals import (
    Answer,
    Rows,
    ask_rows,
    copies_of,
    example_before,
    example_behind,
    row_at,
    written_near,
)
from tunelint.lsp.places import Places
from tunelint.lsp.protocol import RequestFailed, TunelintProtocol
from tunelint.lsp.shown_example import Reading, Shown, finding, standing_in
from tunelint.lsp.workshop import Workshop
from tunelint.lsp.workspace import DatasetDocument, DatasetWorkspace, ExampleDocument
from tunelint.text.columns import decode, encode
from tunelint.text.edits import Edit, apply_edits

CHANGED = "tunelint/example/changed"

LEFT_UNSAVED = (
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


class ExampleViews:
    """Reads and writes examples, and knows what was read last of each."""

    def __init__(
        self, protocol: TunelintProtocol, shop: Workshop, configuring: Configuring
    ) -> None:
        self.are_shown = False
        """Whether the client said that it shows them."""

        self._protocol = protocol
        self._shop = shop
        self._configuring = configuring
        self._shown: dict[ExampleUri, Shown] = {}
        self._writing = asyncio.Lock()

    async def locate(self, uri: str, line: int) -> str:
        """The view of the example on a line, or next to it where that is blank."""
        if is_example(uri):
            return uri
        found = await self._ask(uri, partial(written_near, number=line))
        if found is None:
            raise RequestFailed("This dataset has no example yet.")
        number, row = found
        if await asyncio.to_thread(read_line, row) is None:
            raise RequestFailed(NO_OBJECT)
        return self.view(uri, number)

    def view(self, dataset: str, number: int) -> str:
        """The view of a row that is an example."""
        example = ExampleUri.of(dataset, number)
        shown = self._shown.get(example)
        if shown and shown.number != number:
            # It went along with its example when rows were added or removed.
            shown.number = number
            self._tell_changed(example, shown)
        return str(example)

    async def read(self, uri: str) -> dict[str, Any]:
        """The text of a view as of now. What is written later is compared with it."""
        example = _example(uri)
        shown = self._shown.get(example) or self._new(example)
        number = await self._standing(example, shown)
        row = await self._ask(example.dataset, partial(row_at, number=number))
        if row is None:
            raise RequestFailed(f"The dataset has no line {number + 1:,} any more.")
        try:
            text = await asyncio.to_thread(pretty, row, shown.placeholders)
        except CannotShow as error:
            raise RequestFailed(str(error)) from None
        copies = await self._copies(example, row)
        shown.number, shown.is_old = number, False
        self._shown[example] = shown
        reading = Reading(row, text, copies)
        view = self._workspace.example_document(example)
        if view and shown.row is not None and encode(view.source) == shown.text != text:
            shown.fresh = reading
        else:
            shown.follow(reading)
        return {"text": decode(text), **self._origin(example, shown)}

    async def write(self, uri: str, text: str, unsaved: Iterable[str]) -> dict[str, Any]:
        """Have the client make the edits that make the original say what the text says.

        What is `unsaved` in the client is not what stands on the disk.
        """
        example = _example(uri)
        shown = self._shown.get(example)
        if not self._original(example.dataset) and example.dataset in map(spelled, unsaved):
            raise RequestFailed(UNSEEN)
        if shown and shown.restoring:
            await shown.restoring
        if not shown or shown.row is None:
            raise RequestFailed(LEFT_UNSAVED)
        row = shown.row
        try:
            edits = await asyncio.to_thread(write, row, encode(text), shown.placeholders)
        except CannotWrite as error:
            raise RequestFailed(str(error)) from None
        # One at a time: the edits of each are meant for what the others made of the dataset.
        async with self._writing:
            written = apply_edits(row, edits)
            copies = await self._copies(example, written)
            await self._find(example, shown, row)
            if edits:
                await self._make(example, shown, row, edits)
                shown.follow(Reading(written, encode(text), copies + 1))
        return self._origin(example, shown)

    async def step(self, uri: str, by: int) -> str | None:
        """The view of the next example, or of the one before."""
        example = _example(uri)
        shown = self._shown.get(example)
        start = shown.number if shown else example.row
        look = example_behind if by > 0 else example_before
        number = await self._ask(example.dataset, partial(look, number=start))
        return None if number is None else self.view(example.dataset, number)

    def opened(self, document: ExampleDocument) -> None:
        """Give a view that was opened what is known of its example."""
        example = document.example
        original = self._original(example.dataset)
        if original and original.dataset.is_checked:
            document.siblings = Siblings.of(original.dataset)
        shown = self._shown.setdefault(example, self._new(example))
        document.row = shown.number
        document.know(shown.placeholders)
        text = encode(document.source)
        if shown.row is None:
            restoring = self._restore(document, shown, text)
            shown.restoring = asyncio.get_running_loop().create_task(restoring)
        elif text != shown.text:
            shown.row = None

    def edited(self, document: ExampleDocument) -> None:
        """See whether a view shows what was read last."""
        shown = self._shown.get(document.example)
        if shown and shown.fresh and encode(document.source) == shown.fresh.text:
            shown.follow(shown.fresh)

    def closed(self, uri: str) -> None:
        """Forget a view."""
        example = ExampleUri.read(uri)
        if example:
            self._shown.pop(example, None)

    def checked(self, document: DatasetDocument) -> None:
        """Follow in the views of its examples a dataset that was checked."""
        if isinstance(document, ExampleDocument) or not self._shown:
            return
        dataset = spelled(document.uri)
        for example, shown in self._shown.items():
            if example.dataset == dataset:
                self._compare(example, shown, document)

    def _new(self, example: ExampleUri) -> Shown:
        return Shown(example.row, Placeholders(self._placeholders))

    def _placeholders(self) -> Iterable[Placeholders]:
        return [shown.placeholders for shown in self._shown.values()]

    def _compare(self, example: ExampleUri, shown: Shown, original: DatasetDocument) -> None:
        """See where the row of a view is; when it is gone, the client is told, once."""
        view = self._workspace.example_document(example)
        siblings = Siblings.of(original.dataset)
        if view and view.siblings != siblings:
            view.siblings = siblings
            self._configuring.find(view)
        if shown.row is None or shown.is_old or shown.is_writing:
            return
        number = standing_in(original, shown.row, shown)
        if number is None:
            self._tell_changed(example, shown)
        else:
            self._move(example, shown, number)

    def _tell_changed(self, example: ExampleUri, shown: Shown) -> None:
        shown.is_old = True
        self._protocol.send(CHANGED, {"uri": str(example)})

    def _move(self, example: ExampleUri, shown: Shown, number: int) -> None:
        shown.number = number
        view = self._workspace.example_document(example)
        if view:
            view.row = number

    async def _restore(self, view: ExampleDocument, shown: Shown, text: bytes) -> None:
        """Find out what a view was made from that the client opened without reading it."""
        example = view.example
        try:
            row = await self._ask(example.dataset, partial(row_at, number=example.row))
            told = await asyncio.to_thread(pretty, row or b"", shown.placeholders)
            copies = await self._copies(example, row or b"")
        except (RequestFailed, CannotShow):
            return
        if row and shown.row is None and told == text:
            shown.follow(Reading(row, text, copies))
        if self._shown.get(example) is shown:
            view.know(shown.placeholders)
            self._configuring.edited(view)

    async def _standing(self, example: ExampleUri, shown: Shown) -> int:
        """Where the row is that was read before; where it is gone, what stands in its place."""
        if shown.row is None or shown.is_old:
            return shown.number
        number = await self._ask(example.dataset, finding(shown.row, shown))
        return shown.number if number is None else number

    async def _find(self, example: ExampleUri, shown: Shown, row: bytes) -> None:
        """Find the row that is to be written. Raises `RequestFailed` when it is gone."""
        original = self._original(example.dataset)
        if original is None:
            number = await self._ask(example.dataset, finding(row, shown))
        else:
            number = standing_in(original, row, shown)
        if number is None:
            raise RequestFailed(CHANGED_MEANWHILE)
        self._move(example, shown, number)

    async def _make(self, example: ExampleUri, shown: Shown, row: bytes, edits: list[Edit]) -> None:
        """Have the client make the edits of a row that was found just now."""
        original = self._original(example.dataset)
        uri, version = (original.uri, original.version) if original else (example.dataset, None)
        places = original.places if original else Places(self._workspace.unit)
        made = places.text_edits(Passage(shown.number, shown.number, row), edits)
        shown.is_writing = True
        try:
            edit = workspace_edit(uri, version, made, self._shop.client)
            if not await self._shop.apply(edit, "Save example"):
                raise RequestFailed("The editor did not change the dataset.")
        finally:
            shown.is_writing = False

    async def _copies(self, example: ExampleUri, row: bytes) -> int:
        return await self._ask(example.dataset, partial(copies_of, wanted=row))

    async def _ask(self, dataset: str, question: Callable[[Rows], Answer]) -> Answer:
        return await ask_rows(dataset, self._original(dataset), question)

    def _original(self, dataset: str) -> DatasetDocument | None:
        return self._workspace.dataset_document(dataset)

    def _origin(self, example: ExampleUri, shown: Shown) -> dict[str, Any]:
        original = self._original(example.dataset)
        return {"origin": original.uri if original else example.dataset, "line": shown.number}

    @property
    def _workspace(self) -> DatasetWorkspace:
        assert isinstance(self._protocol.workspace, DatasetWorkspace)
        return self._protocol.workspace


def _example(uri: str) -> ExampleUri:
    example = ExampleUri.read(uri)
    if example is None:
        raise RequestFailed("There is no example of this name.")
    return example
