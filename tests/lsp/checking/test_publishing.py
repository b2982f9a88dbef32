"""Whose turn it is: when documents are checked and published, told from the loop's own steps."""

import asyncio
from typing import Any, cast

from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.lsp.checking.publishing import PUBLISH, SUMMARY, Publisher
from tunelint.lsp.documents.workspace import DatasetDocument
from tunelint.lsp.protocol import TunelintProtocol
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

    def forecasts(self) -> list[dict[str, Any] | None]:
        """What was said of the documents' fate since the last call."""
        told = [params["forecast"] for method, params in self.sent if method == SUMMARY]
        self.sent.clear()
        return told

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


async def test_the_summary_has_the_forecast_and_follows_edits() -> None:
    recorder = Recorder()
    edited = document("untitled:small", SMALL)
    recorder.publisher.edited(edited)
    await asyncio.sleep(0)
    (taken,) = recorder.forecasts()
    assert taken
    assert (list(taken["rejected_by"]), taken["kept_at_least"]) == ([], 10)
    assert taken["sentence"] == "The service would take it: 10 of 10 examples trained on."
    edited.dataset.edit((3, 0), (4, 0), "")
    recorder.publisher.edited(edited)
    await asyncio.sleep(0)
    (rejected,) = recorder.forecasts()
    assert rejected
    assert rejected["sentence"] == "The service would reject this file: too-few-examples."


async def test_there_is_no_forecast_before_all_is_checked() -> None:
    recorder = Recorder()
    large = document("untitled:large", LARGE)
    recorder.publisher.edited(large)
    while not large.dataset.is_checked:
        await asyncio.sleep(0)
    first, *_, last = recorder.forecasts()
    assert first is None
    assert last
    assert last["examples"] == 20_000


async def test_there_is_no_forecast_of_a_file_that_is_not_for_training() -> None:
    recorder = Recorder()
    dataset = OpenDataset('{"level": "info"}\n' * 20, Settings(lenient=True), Unit.UTF16)
    recorder.publisher.edited(DatasetDocument("untitled:log", 1, "jsonl", dataset))
    await asyncio.sleep(0)
    assert dataset.is_checked
    assert recorder.forecasts() == [None]
