"""What the protocol remembers, and what it says when something is cancelled."""

import asyncio
import json
from typing import Any

import pytest

from stdio_client import Message, insertion
from tunelint.lsp.handlers import follow_all
from tunelint.lsp.protocol import RequestFailed
from tunelint.lsp.server import TunelintServer

URI = "file:///data/train.jsonl"


class Client:
    """Takes what a server in this process writes."""

    def __init__(self) -> None:
        self.server = TunelintServer()
        follow_all(self.server)
        self.server.protocol.set_writer(self)
        self.told: list[Message] = []
        initialize: Message = {"processId": None, "rootUri": None, "capabilities": {}}
        self.say(id=1, method="initialize", params=initialize)

    def say(self, **message: Any) -> None:
        self.server.protocol.receive(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def write(self, data: bytes) -> None:
        self.told.append(json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        pass


async def test_what_was_handled_is_not_remembered() -> None:
    client = Client()
    item = {"uri": URI, "languageId": "jsonl", "version": 1, "text": "{}"}
    client.say(method="textDocument/didOpen", params={"textDocument": item})
    for version in range(2, 20):
        document = {"uri": URI, "version": version}
        params = {"textDocument": document, "contentChanges": [insertion(0, 0, " ")]}
        client.say(method="textDocument/didChange", params=params)
    params = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}}
    client.say(id=2, method="textDocument/hover", params=params)
    async with asyncio.timeout(30):
        while not any(message.get("id") == 2 for message in client.told):
            await asyncio.sleep(0.01)
    assert not client.server.protocol._request_futures


async def test_the_client_is_told_when_nobody_waits_for_its_answer_any_more() -> None:
    client = Client()
    asking = asyncio.create_task(client.server.protocol.ask("tunelint/credential", {}))
    await asyncio.sleep(0)
    asked = client.told[-1]
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert client.told[-1]["method"] == "$/cancelRequest"
    assert client.told[-1]["params"] == {"id": asked["id"]}


@pytest.mark.parametrize(
    ("answer", "is_applied"),
    [
        ({"result": {"applied": True}}, True),
        ({"result": {"applied": False, "failureReason": "it changed"}}, False),
        ({"result": None}, False),
    ],
)
async def test_an_edit_was_made_if_the_client_says_so(answer: Message, is_applied: bool) -> None:
    client = Client()
    applying = asyncio.create_task(client.server.protocol.apply_edit("Edit", {"changes": {}}))
    await asyncio.sleep(0)
    client.say(id=client.told[-1]["id"], **answer)
    assert await applying is is_applied


async def test_an_edit_that_the_client_fails_to_make_is_told_of() -> None:
    client = Client()
    applying = asyncio.create_task(client.server.protocol.apply_edit("Edit", {"changes": {}}))
    await asyncio.sleep(0)
    client.say(id=client.told[-1]["id"], error={"code": -32603, "message": "no"})
    with pytest.raises(RequestFailed):
        await applying
