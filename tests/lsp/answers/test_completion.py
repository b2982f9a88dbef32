"""Completion as a client gets it: edits of the row, in its own encoding, for what it can do."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

import pictures
from stdio_client import StdioClient, serving
from tunelint.lsp.answers.completion import TRIGGERS

URI = "file:///data/train.jsonl"
ROLE = '{"messages": [{"name": "😀", "role": "us'
KEYS = '{"messages": [{"role": "user", '


def item_capabilities(**more: Any) -> dict[str, Any]:
    return {"textDocument": {"completion": {"completionItem": more}}}


async def complete(client: StdioClient, line: int, character: int, **context: Any) -> Any:
    position = {"line": line, "character": character}
    params = {"textDocument": {"uri": URI}, "position": position}
    if context:
        params["context"] = context
    return await client.request("textDocument/completion", params)


async def test_the_server_says_which_characters_bring_completion_up() -> None:
    async with serving() as client:
        capabilities = await client.start()
    assert capabilities["completionProvider"]["triggerCharacters"] == list(TRIGGERS)


@pytest.mark.parametrize(("encoding", "width"), [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)])
async def test_an_edit_is_of_the_columns_that_the_client_counts(encoding: str, width: int) -> None:
    end = len(ROLE) - 1 + width
    async with serving() as client:
        await client.start(capabilities={"general": {"positionEncodings": [encoding]}})
        client.open(URI, f"\n{ROLE}")
        found = await complete(client, 1, end)
    assert not found["isIncomplete"]
    assert [item["label"] for item in found["items"]][:2] == ["system", "user"]
    assert found["items"][1]["textEdit"] == {
        "range": {
            "start": {"line": 1, "character": end - len('"us')},
            "end": {"line": 1, "character": end},
        },
        "newText": '"user"',
    }
    assert found["items"][1]["filterText"] == '"user"'


async def test_the_order_of_the_items_is_the_order_of_their_sort_texts() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, ROLE)
        items = (await complete(client, 0, len(ROLE) + 1))["items"]
    assert len(items) > 3
    assert items == sorted(items, key=lambda item: item["sortText"])


@pytest.mark.parametrize(("knows", "text"), [(True, '"content": "$1"'), (False, '"content": ""')])
async def test_snippets_are_sent_only_to_who_knows_them(knows: bool, text: str) -> None:
    async with serving() as client:
        await client.start(capabilities=item_capabilities(snippetSupport=knows))
        client.open(URI, KEYS)
        item = (await complete(client, 0, len(KEYS)))["items"][0]
    assert item["insertTextFormat"] == (2 if knows else 1)
    assert item["textEdit"]["newText"] == text


async def test_a_client_that_draws_no_markdown_is_sent_plain_text() -> None:
    async with serving() as client:
        await client.start(capabilities=item_capabilities(documentationFormat=["plaintext"]))
        client.open(URI, KEYS)
        item = (await complete(client, 0, len(KEYS)))["items"][0]
    assert item["documentation"]["kind"] == "plaintext"


async def test_each_detail_shows_beside_its_name_what_it_costs() -> None:
    url = pictures.data_uri("png 1024x1024")
    line = (
        '{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": '
        f'{{"url": "{url}", "detail": "'
    )
    async with serving() as client:
        await client.start(capabilities=item_capabilities(labelDetailsSupport=True))
        client.open(URI, line)
        items = (await complete(client, 0, len(line)))["items"]
    shown = {item["label"]: item["labelDetails"]["description"] for item in items}
    assert shown["low"] == "85 tokens"
    assert shown["high"] == "765 tokens (1024x1024)"
    assert "low: 85 tokens; high: 765 tokens (1024x1024)" in items[0]["documentation"]["value"]


async def test_behind_a_value_keys_are_offered_only_when_asked_for() -> None:
    line = '{"messages": [{"role": "user"'
    async with serving() as client:
        await client.start()
        client.open(URI, line)
        typed = await complete(client, 0, len(line), triggerKind=2, triggerCharacter='"')
        asked = await complete(client, 0, len(line), triggerKind=1)
    assert typed is None
    assert asked["items"][0]["textEdit"]["newText"] == ', "content": ""'


async def test_images_beside_the_dataset_are_offered_as_urls(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    for name in ("a.PNG", "photos/b.jpg", "notes.txt", ".hidden.png"):
        (tmp_path / name).touch()
    line = '{"messages": [{"role": "user", "content": [{"image_url": {"url": "'
    uri = (tmp_path / "train.jsonl").as_uri()
    async with serving() as client:
        await client.start()
        client.open(uri, line)
        position = {"line": 0, "character": len(line)}
        params = {"textDocument": {"uri": uri}, "position": position}
        found = await client.request("textDocument/completion", params)
    assert [item["label"] for item in found["items"]] == ["a.PNG", "photos/b.jpg"]


async def test_a_place_that_there_is_not_has_nothing_to_offer() -> None:
    async with serving() as client:
        await client.start()
        assert await complete(client, 0, 0) is None
        client.open(URI, "")
        assert await complete(client, 7, 7) is None


async def test_a_cancelled_completion_is_answered() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, ROLE)
        position = {"line": 0, "character": len(ROLE)}
        params = {"textDocument": {"uri": URI}, "position": position}
        client.send({"id": "c", "method": "textDocument/completion", "params": params})
        client.notify("$/cancelRequest", {"id": "c"})
        async with asyncio.timeout(10):
            answer = await client.wait(lambda message: message.get("id") == "c")
    assert answer["error"]["code"] == -32800
