"""The views of examples: where they are, what they show, and how they are written back."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any

from tunelint.assist.lines import read_line
from tunelint.assist.view.checking import Siblings
from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.pretty import NO_OBJECT, CannotShow, pretty
from tunelint.lsp.actions.workshop import Workshop
from tunelint.lsp.checking.configuring import Configuring
from tunelint.lsp.documents.example_uris import ExampleUri, is_example, spelled
from tunelint.lsp.documents.workspace import DatasetDocument, DatasetWorkspace, ExampleDocument
from tunelint.lsp.examples.originals import (
    Likeness,
    Originals,
    example_before,
    example_behind,
    row_at,
    written_near,
)
from tunelint.lsp.examples.shown import Base, Shown, finding, standing_in
from tunelint.lsp.examples.writer import ExampleWriter
from tunelint.lsp.protocol import RequestFailed, TunelintProtocol
from tunelint.text.columns import decode, encode

CHANGED = "tunelint/example/changed"
BASE = "tunelint/example/base"
KEPT_BASE = "tunelint/example/keptBase"


class ExampleViews:
    """Reads and writes examples, and knows what their views were made from.

    The client keeps that, too: the text of an unsaved view outlasts the server.
    """

    def __init__(
        self, protocol: TunelintProtocol, shop: Workshop, configuring: Configuring
    ) -> None:
        self.are_shown = False
        """Whether the client said that it shows them."""

        self._protocol = protocol
        self._configuring = configuring
        self._originals = Originals(protocol)
        self._writer = ExampleWriter(shop, self._originals)
        self._shown: dict[ExampleUri, Shown] = {}

    async def locate(self, uri: str, line: int) -> str:
        """The view of the example on a line, or next to it where that is blank."""
        if is_example(uri):
            return uri
        found = await self._originals.ask(uri, partial(written_near, number=line))
        if found is None:
            raise RequestFailed("This dataset has no example yet.")
        number, row = found
        if await asyncio.to_thread(read_line, row) is None:
            raise RequestFailed(NO_OBJECT)
        return self.view(uri, number)

    def view(self, dataset: str, number: int) -> str:
        """The view that shows a row that is an example; if none does, one whose name is free."""
        dataset = spelled(dataset)
        for example, shown in self._shown.items():
            if example.dataset == dataset and self._number(example, shown) == number:
                return str(example)
        names = (ExampleUri(dataset, number, nth) for nth in count(1))
        return str(next(name for name in names if name not in self._shown))

    async def read(self, uri: str) -> dict[str, Any]:
        """The text of a view as of now. What is written later is compared with it."""
        example = _example(uri)
        shown = await self._known(example) or self._new(example)
        text = await self._read(example, shown)
        self._shown[example] = shown
        view = self._workspace.example_document(example)
        if view:
            self._see(view, shown, was_asked=True)
        return {"text": decode(text), **self._origin(example, shown)}

    async def write(self, uri: str, text: str, unsaved: Iterable[str]) -> dict[str, Any]:
        """Have the client make the edits that make the original say what the text says.

        What is `unsaved` in the client is not what stands on the disk.
        """
        example = _example(uri)
        shown = await self._known(example) or self._new(example)
        base = await self._writer.write(example.dataset, shown, encode(text), unsaved)
        self._move(example, shown, shown.number)
        self._follow(example, shown, base)
        return self._origin(example, shown)

    async def step(self, uri: str, by: int) -> str | None:
        """The view of the next example, or of the one before."""
        example = _example(uri)
        shown = self._shown.get(example)
        start = self._number(example, shown) if shown else example.row
        look = example_behind if by > 0 else example_before
        number = await self._originals.ask(example.dataset, partial(look, number=start))
        return None if number is None else self.view(example.dataset, number)

    def opened(self, document: ExampleDocument) -> None:
        """Give a view that was opened what is known of its example."""
        example = document.example
        original = self._originals.document(example.dataset)
        if original and original.dataset.is_checked:
            document.siblings = Siblings.of(original.dataset)
        shown = self._shown.setdefault(example, self._new(example))
        document.row = shown.number
        document.know(shown.placeholders)
        self._see(document, shown)
        if not shown.base:
            restoring = self._restore(document, shown)
            shown.restoring = asyncio.get_running_loop().create_task(restoring)

    def edited(self, document: ExampleDocument) -> None:
        """See whether a view shows what was read last."""
        shown = self._shown.get(document.example)
        if shown:
            self._see(document, shown)

    def closed(self, uri: str) -> None:
        """Forget a view."""
        example = ExampleUri.read(uri)
        if example and self._shown.pop(example, None):
            self._protocol.send(BASE, {"uri": str(example), "base": None})

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
        if not shown.base or shown.is_old or shown.is_writing:
            return
        found = standing_in(original, shown, shown.base)
        if found:
            self._move(example, shown, found.number)
        else:
            shown.is_old = True
            self._protocol.send(CHANGED, {"uri": str(example)})

    def _number(self, example: ExampleUri, shown: Shown) -> int:
        """Where the row of a view stands, be what was edited just now checked or not."""
        original = self._originals.document(example.dataset)
        found = original and shown.base and standing_in(original, shown, shown.base)
        if found:
            self._move(example, shown, found.number)
        return shown.number

    def _move(self, example: ExampleUri, shown: Shown, number: int) -> None:
        shown.number = number
        view = self._workspace.example_document(example)
        if view:
            view.row = number

    def _see(self, view: ExampleDocument, shown: Shown, was_asked: bool = False) -> None:
        """Follow what was read once the view shows it, or at once if an edited one `was_asked`."""
        if not shown.fresh:
            return
        text = Likeness.of(encode(view.source))
        is_edited = not shown.base or text != shown.base.text
        if text == shown.fresh.text or (was_asked and is_edited):
            self._follow(view.example, shown, shown.fresh)

    def _follow(self, example: ExampleUri, shown: Shown, base: Base) -> None:
        """Compare with that from now on."""
        shown.base, shown.fresh = base, None
        self._protocol.send(BASE, {"uri": str(example), "base": base.mark})

    async def _read(self, example: ExampleUri, shown: Shown) -> bytes:
        """Read the row of a view, or what stands in its place, and make the text of it."""
        number = await self._standing(example, shown)
        row = await self._originals.ask(example.dataset, partial(row_at, number=number))
        if row is None:
            raise RequestFailed(f"The dataset has no line {number + 1:,} any more.")
        try:
            text = await asyncio.to_thread(pretty, row, shown.placeholders)
        except CannotShow as error:
            raise RequestFailed(str(error)) from None
        copies = await self._originals.copies(example.dataset, row)
        self._move(example, shown, number)
        shown.is_old = False
        shown.fresh = Base(number, copies, Likeness.of(row), Likeness.of(text))
        return text

    async def _restore(self, view: ExampleDocument, shown: Shown) -> None:
        """Find out what a view was made from that the client opened without reading it."""
        example = view.example
        with suppress(RequestFailed):
            kept = Base.read(await self._protocol.ask(KEPT_BASE, {"uri": str(example)}))
            if kept and not shown.base:
                shown.base, shown.number = kept, kept.number
        with suppress(RequestFailed):
            await self._read(example, shown)
        if self._shown.get(example) is shown:
            self._see(view, shown)
            view.know(shown.placeholders)
            self._configuring.edited(view)
            original = self._originals.document(example.dataset)
            if original and original.dataset.is_checked:
                self._compare(example, shown, original)

    async def _known(self, example: ExampleUri) -> Shown | None:
        """What is known of a view, once it is."""
        shown = self._shown.get(example)
        if shown and shown.restoring:
            await shown.restoring
        return shown

    async def _standing(self, example: ExampleUri, shown: Shown) -> int:
        """Where the row is that was read before; where it is gone, what stands in its place."""
        if not shown.base or shown.is_old:
            return shown.number
        found = await self._originals.ask(example.dataset, finding(shown, shown.base))
        return found.number if found else shown.number

    def _origin(self, example: ExampleUri, shown: Shown) -> dict[str, Any]:
        original = self._originals.document(example.dataset)
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
