"""Tokens are counted beside the event loop, and what changes meanwhile is counted as well."""

import asyncio

import orjson

from tunelint.config.settings import Settings
from tunelint.cost import Tokens
from tunelint.engine.open_dataset import OpenDataset
from tunelint.lsp.answers.counting import Counting
from tunelint.lsp.answers.lenses import Lenses
from tunelint.lsp.documents.workspace import DatasetDocument
from tunelint.text.columns import Unit

SAID = '{"messages": [{"role": "user", "content": "Hi"}]}'


async def test_an_edit_in_the_middle_of_a_count_is_counted_when_that_is_done() -> None:
    counted = asyncio.Event()
    counting = Counting(lambda _: counted.set())
    dataset = OpenDataset(SAID, Settings(), Unit.UTF16)
    document = DatasetDocument("untitled:train.jsonl", 1, "jsonl", dataset)
    counting.begin(document)
    await asyncio.sleep(0)  # the task has read the lines when the loop comes back
    at = SAID.index("Hi")
    dataset.edit((0, at), (0, at), "Hi there. ")
    document.version = 2
    async with asyncio.timeout(30):
        await counted.wait()
    assert counting.tokens(document) == Tokens.exactly(11)
    counting.closed(document.uri)


async def test_settings_that_come_in_the_middle_of_a_count_do_not_leave_it_undone() -> None:
    told_anew = asyncio.Event()
    lenses = Lenses(told_anew.set)
    dataset = OpenDataset(SAID, Settings(), Unit.UTF16)
    document = DatasetDocument("untitled:train.jsonl", 1, "jsonl", dataset)
    dataset.check(10)
    assert b"counting tokens" in orjson.dumps(await lenses.all(document))
    dataset.configure(Settings(profile="openai"))
    dataset.check(10)
    lenses.look(document)
    async with asyncio.timeout(30):
        await told_anew.wait()
    assert b"counting tokens" not in orjson.dumps(await lenses.all(document))
    lenses.closed(document.uri)
