"""Inlay hints and code lenses: what they say, and when the client is asked to look again."""

from typing import Any

import pytest

from pictures import data_uri
from stdio_client import Message, StdioClient, insertion, serving

URI = "untitled:train.jsonl"
SAID = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}'
IMAGE = data_uri("png 1024x1024")
PARTS = '[{"type": "image_url", "image_url": {"url": "IMAGE"}}]'
SHOWN = SAID.replace('"Hi"', PARTS, 1).replace("IMAGE", IMAGE)
REFRESHING: Message = {
    "workspace": {"codeLens": {"refreshSupport": True}, "inlayHint": {"refreshSupport": True}}
}
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
LENS, HINT = "workspace/codeLens/refresh", "workspace/inlayHint/refresh"


async def lenses(client: StdioClient) -> list[str] | None:
    """The titles of the lenses, as an editor comes to know them."""
    found = await client.request("textDocument/codeLens", {"textDocument": {"uri": URI}})
    if found is None:
        return None
    resolved = [
        lens if "command" in lens else await client.request("codeLens/resolve", lens)
        for lens in found
    ]
    return [f"{lens['range']['start']['line']} {lens['command']['title']}" for lens in resolved]


async def hints(client: StdioClient) -> list[str] | None:
    params = {"textDocument": {"uri": URI}, "range": WHOLE}
    found = await client.request("textDocument/inlayHint", params)
    return None if found is None else [hint["label"] for hint in found]


async def refreshed(client: StdioClient, method: str) -> None:
    """Wait until the client is asked to look again."""
    request: dict[str, Any] = await client.wait(lambda message: message.get("method") == method)
    client.send({"id": request["id"], "result": None})


def settle(client: StdioClient, **settings: Any) -> None:
    client.notify("workspace/didChangeConfiguration", {"settings": {"tunelint": settings}})


async def test_the_file_is_counted_and_then_told_of() -> None:
    async with serving() as client:
        await client.start(capabilities=REFRESHING)
        client.open(URI, f"{SAID}\n[]\n{SHOWN}\n{SAID[:-1]}\n")
        await client.published(URI, 1)
        before = await lenses(client)
        assert before
        assert before[0] == "0 4 examples, counting tokens …"
        await refreshed(client, LENS)
        assert await lenses(client) == [
            "0 4 examples, 110 to 790 tokens; 25 epochs: 19,750 tokens",
            "0 The service would reject this file: invalid-json, not-an-object, too-few-examples.",
            "0 1 turn, 13 tokens",
            "2 1 turn, 1 image, 97 to 777 tokens",
            "3 no example to be counted",
        ]


async def test_nothing_on_the_first_line_is_left_to_be_resolved() -> None:
    """VS Code would draw what it was told before over what it is told then."""
    async with serving() as client:
        await client.start()
        client.open(URI, f"\n{SAID}\n{SAID}")
        await client.published(URI, 1)
        found = await client.request("textDocument/codeLens", {"textDocument": {"uri": URI}})
        resolved = [(lens["range"]["start"]["line"], "command" in lens) for lens in found]
        assert resolved == [(1, True), (1, True), (1, True), (2, False)]


async def test_an_edit_is_counted_and_told_of_meanwhile_as_before() -> None:
    async with serving() as client:
        await client.start(capabilities=REFRESHING)
        client.open(URI, SAID)
        await client.published(URI, 1)
        await lenses(client)
        await refreshed(client, LENS)
        client.change(URI, 2, insertion(0, SAID.index("Hi"), "Hi there. "))
        await client.published(URI, 2)
        told = await lenses(client)
        assert told
        assert told[0] == "0 1 example, 13 tokens; 25 epochs: 325 tokens"
        assert told[2] == "0 1 turn, 16 tokens"
        await refreshed(client, LENS)
        told = await lenses(client)
        assert told
        assert told[0] == "0 1 example, 16 tokens; 25 epochs: 400 tokens"


async def test_another_model_counts_and_costs_otherwise() -> None:
    async with serving() as client:
        await client.start(capabilities=REFRESHING)
        client.open(URI, SHOWN)
        await client.published(URI, 1)
        await lenses(client)
        await refreshed(client, LENS)
        assert await hints(client) == ["1024x1024 RGB, 85 to 765 tokens"]
        settle(client, model="gpt-4o-2024-08-06", profile="openai", epochs=3)
        await refreshed(client, HINT)
        await refreshed(client, LENS)
        await lenses(client)
        await refreshed(client, LENS)
        told = await lenses(client)
        assert told
        assert told[0].endswith("; 3 epochs with gpt-4o-2024-08-06: about $0.06")
        settle(client, model="gpt-4.1-mini-2025-04-14")
        await refreshed(client, HINT)
        assert await hints(client) == ["1024x1024 RGB, 1,659 tokens"]


@pytest.mark.parametrize(
    ("setting", "method"), [("codeLens", LENS), ("inlayHints", HINT)], ids=["lenses", "hints"]
)
async def test_each_is_switched_off_and_on(setting: str, method: str) -> None:
    ask = lenses if setting == "codeLens" else hints
    async with serving() as client:
        options = {"settings": {setting: False}}
        await client.start(capabilities=REFRESHING, initializationOptions=options)
        client.open(URI, SHOWN)
        await client.published(URI, 1)
        await refreshed(client, method)
        assert await ask(client) is None
        settle(client, **{setting: True})
        await refreshed(client, method)
        assert await ask(client)
        settle(client, **{setting: "no"})
        warning = await client.wait(lambda each: each.get("method") == "window/showMessage")
        assert f'"{setting}" must be true or false.' in warning["params"]["message"]


async def test_a_client_that_can_not_be_asked_to_look_again_is_not_asked() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, SHOWN)
        await client.published(URI, 1)
        await lenses(client)
        settle(client, model="gpt-4.1-mini-2025-04-14", inlayHints=False)
        await client.published(URI, 1)
        await client.end()
        assert not {LENS, HINT} & {message.get("method") for message in client.received}


async def test_the_server_ends_while_it_counts() -> None:
    words = " ".join(f"word{number}" for number in range(2000))
    lines = (SAID.replace("Hi", f"{number} {words}", 1) for number in range(1500))
    async with serving() as client:
        await client.start()
        client.open(URI, "\n".join(lines))
        await client.request("textDocument/codeLens", {"textDocument": {"uri": URI}})
        assert await client.end() == 0
