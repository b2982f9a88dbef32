"""Whose turn it is: when documents are checked and published, told from the loop's own steps."""

import asyncio
from typing import Any, cast

from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.lsp.protocol import TunelintProtocol
from tunelint.lsp.publishing import PUBLISH, SUMMARY, Publisher
from tunelint.lsp.workspace import DatasetDocument
from tunelint.text.columns import Unit

GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}\n'
LARGE, SMALL = GOOD * 20_000, GOOD * 10


class Recorder:
    """Stands for the protocol, and keeps what would be sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.publisher = Publisher(cast(TunelintProtocol, self))

    def send(self, method: str, params: dict[str, Any]) -> None:
        self.sent.append((method, params))

    def published(self) -> list[str]:
        """The documents that were published since the last call."""
        uris = [params["uri"] for method, params in self.sent if method == PUBLISH]
        self.sent.clear()
        return uris


class Interrupted(OpenDataset):
    """A dataset on a machine so busy that a slice is over after each row."""

    def check(self, seconds: float) -> None:
        super().check(0)


def document(uri: str, text: str) -> DatasetDocument:
    return DatasetDocument(uri, 1, "jsonl", OpenDataset(text, Settings(), Unit.UTF16))


async def test_an_edited_document_goes_before_those_that_take_long() -> None:
    recorder = Recorder()
    documents = [document(f"untitled:{number}", LARGE) for number in range(3)]
    for each in documents:
        recorder.publisher.edited(each)
    while not {each.uri for each in documents} <= {params["uri"] for _, params in recorder.sent}:
        await asyncio.sleep(0)
    recorder.published()
    for each in reversed(documents):
        others = [other.dataset for other in documents if other is not each]
        checked = [dataset.examples for dataset in others]
        recorder.publisher.edited(each)
        await asyncio.sleep(0)
        assert recorder.published() == [each.uri]
        assert [dataset.examples for dataset in others] == checked


async def test_every_document_is_checked_to_its_end() -> None:
    recorder = Recorder()
    documents = [document("untitled:small", SMALL), document("untitled:large", LARGE)]
    for each in documents:
        recorder.publisher.edited(each)
    while not all(each.dataset.is_checked for each in documents):
        await asyncio.sleep(0)
    examples = {
        params["uri"]: params["examples"] for method, params in recorder.sent if method == SUMMARY
    }
    assert examples == {"untitled:small": 10, "untitled:large": 20_000}


async def test_a_small_document_is_published_once_however_busy_the_machine_is() -> None:
    recorder = Recorder()
    dataset = Interrupted(SMALL, Settings(), Unit.UTF16)
    recorder.publisher.edited(DatasetDocument("untitled:small", 1, "jsonl", dataset))
    await asyncio.sleep(0)
    assert dataset.is_checked
    assert recorder.published() == ["untitled:small"]


async def test_a_document_that_is_closed_before_its_turn_is_not_checked() -> None:
    recorder = Recorder()
    closed, left = document("untitled:closed", SMALL), document("untitled:left", SMALL)
    recorder.publisher.edited(closed)
    recorder.publisher.closed(closed.uri)
    await asyncio.sleep(0)
    assert recorder.sent == [(PUBLISH, {"uri": closed.uri, "diagnostics": []})]
    recorder.published()
    recorder.publisher.edited(left)
    await asyncio.sleep(0)
    assert recorder.published() == [left.uri]
    assert not closed.dataset.is_checked
