"""The request for an example as a chat: of datasets and of views, of broken and large lines."""

from typing import Any

import orjson
import pytest

from pictures import data_uri
from stdio_client import StdioClient, expect_cancellable, insertion, serving

URI = "untitled:train.jsonl"
ANSWER = {"role": "assistant", "content": "Hi"}
SAID = orjson.dumps({"messages": [{"role": "user", "content": "😀 Hi"}, ANSWER]}).decode()
BAD = SAID.replace('"user"', '"usr"')
SETTINGS = {"settings": {"ignore": ["too-few-examples"]}}


def shown_line(*urls: str) -> str:
    parts = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
    return orjson.dumps({"messages": [{"role": "user", "content": parts}, ANSWER]}).decode()


async def chat(client: StdioClient, line: int, uri: str = URI) -> Any:
    return await client.request("tunelint/chat", {"uri": uri, "line": line})


def messages(shown: Any) -> list[Any]:
    return [message for block in shown["blocks"] for message in block["messages"]]


async def test_the_example_on_a_line_is_drawn() -> None:
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS)
        client.open(URI, f"{SAID}\n\n{BAD}\n")
        await client.published(URI, 1)
        shown = await chat(client, 2)
        assert (shown["uri"], shown["line"], shown["number"]) == (URI, 2, 3)
        assert (shown["method"], shown["size"]) == ("supervised", "0 turns, 14 tokens")
        asked, answer = messages(shown)
        assert asked["parts"] == [{"kind": "text", "text": {"text": "😀 Hi", "cut": ""}}]
        assert (answer["role"], answer["trained"]) == ("assistant", True)
        assert shown["findings"] == {"error": 1}
        assert [(note["severity"], note["code"]) for note in asked["notes"]] == [
            ("error", "unknown-role")
        ]
        for nothing in (1, 3, 99):
            assert await chat(client, nothing) is None
        assert await chat(client, 0, "file:///none.jsonl") is None


async def test_an_edit_is_drawn_at_once_and_its_findings_when_they_are_published() -> None:
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS)
        client.open(URI, BAD)
        await client.published(URI, 1)
        client.change(URI, 2, insertion(0, BAD.index("usr") + 2, "e"))
        assert messages(await chat(client, 0))[0]["role"] == "user"
        assert await client.published(URI, 2) == []
        assert (await chat(client, 0))["findings"] == {}


async def test_images_come_as_pictures_that_a_page_can_show() -> None:
    line = shown_line(data_uri("png 1024x512"), data_uri("jpeg 10MB"), "https://a.example/b.png")
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS)
        client.open(URI, line)
        large, heavy, remote = messages(await chat(client, 0))[0]["parts"]
        assert large["src"].startswith("data:image/jpeg;base64,")
        assert large["label"].startswith("PNG, RGB, 1024x512 pixels, ")
        assert heavy["src"].startswith("data:image/jpeg;base64,")
        assert len(heavy["src"]) < 256_000
        assert (remote["src"], remote["fetchable"]) == (None, True)


async def test_nothing_is_offered_to_be_fetched_where_the_workspace_is_not_trusted() -> None:
    async with serving() as client:
        await client.start(initializationOptions={**SETTINGS, "trusted": False})
        client.open(URI, shown_line("https://a.example/b.png"))
        (remote,) = messages(await chat(client, 0))[0]["parts"]
        assert remote["fetchable"] is False


async def test_a_cancelled_chat_is_answered_at_once_and_typing_goes_on() -> None:
    line = shown_line(*[data_uri("png 4096x4096 RGBA")] * 3)
    params = {"uri": URI, "line": 0}
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS)
        client.open(URI, line)
        await client.published(URI, 1)
        await expect_cancellable(client, URI, "tunelint/chat", params)


@pytest.mark.parametrize("line", ["?", "[1]", '{"messages": [{"role": "user", "content": "H'])
async def test_a_broken_line_is_drawn_as_far_as_it_can_be_read(line: str) -> None:
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS)
        client.open(URI, line)
        await client.published(URI, 1)
        shown = await chat(client, 0)
        assert shown["blocks"]
        assert shown["findings"]["error"] >= 1


async def test_the_example_of_a_view_is_the_one_of_its_dataset() -> None:
    async with serving() as client:
        await client.start(initializationOptions={**SETTINGS, "exampleView": True})
        client.open(URI, f"{SAID}\n{shown_line(data_uri('png 64x64'))}\n")
        await client.published(URI, 1)
        view = (await client.request("tunelint/example/locate", {"uri": URI, "line": 1}))["uri"]
        text = (await client.request("tunelint/example/read", {"uri": view}))["text"]
        client.open(view, text, language="tunelint-example")
        shown = await chat(client, 0, view)
        assert (shown["uri"], shown["line"], shown["number"]) == (URI, 1, 2)
        assert messages(shown)[0]["parts"][0]["src"].startswith("data:image/")


async def test_a_message_is_found_in_the_dataset_and_in_the_view() -> None:
    async with serving() as client:
        await client.start(initializationOptions={**SETTINGS, "exampleView": True})
        client.open(URI, f"\n{SAID}\n")
        answer = messages(await chat(client, 1))[1]
        asked = {"uri": URI, "line": 1, "path": answer["path"]}
        found = await client.request("tunelint/chat/place", asked)
        column = len(SAID[: SAID.index('{"role":"assistant"')]) + 1  # the emoji counts as two
        assert found["start"] == found["end"] == {"line": 1, "character": column}

        view = (await client.request("tunelint/example/locate", {"uri": URI, "line": 1}))["uri"]
        text = (await client.request("tunelint/example/read", {"uri": view}))["text"]
        client.open(view, text, language="tunelint-example")
        found = await client.request("tunelint/chat/place", {**asked, "uri": view, "line": 0})
        lines = text.splitlines()
        above = next(n for n, line in enumerate(lines) if '"assistant"' in line) - 1
        assert found["start"] == {"line": above, "character": lines[above].index("{")}
        for path in (["messages", 2], ["input", 0], ["messages", "x"], [0]):
            assert await client.request("tunelint/chat/place", {**asked, "path": path}) is None
