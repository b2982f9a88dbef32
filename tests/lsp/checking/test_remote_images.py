"""Images by URL in an editor: fetched by a command or under the pointer, if the user wants it."""

import asyncio
import re
import subprocess
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson
import pytest

from pictures import make
from stdio_client import Message, StdioClient, insertion, serving
from web import Web, page

SERVER = Path(__file__).parents[2] / "server_on_web.py"
URI = "file:///data/train.jsonl"
SOUND, GREY = make("png 1024x512")[1], make("png L")[1]
CHECK = "tunelint.checkImageUrls"
LINK = re.compile(r"\[Fetch preview\]\(command:(tunelint\.fetchPreview)\?([^)\s]+)\)")
CAPABILITIES = {
    "general": {"markdown": {"parser": "marked"}},
    "window": {"workDoneProgress": True},
    "workspace": {"codeLens": {"refreshSupport": True}, "inlayHint": {"refreshSupport": True}},
}


@pytest.fixture
async def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Web]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    async with Web().serving() as web:
        web.pages["/sound.png"] = page(SOUND)
        web.pages["/grey.png"] = page(GREY)
        web.pages["/gone.png"] = page(status=404)
        yield web


@asynccontextmanager
async def editing(
    web: Web, *names: str, trusted: bool = True, links: bool = True, **settings: Any
) -> AsyncIterator[StdioClient]:
    """An editor with a dataset of images that has these URLs."""
    options = {
        "trusted": trusted,
        "commandLinks": links,
        "settings": {"select": ["image-mode", "unreachable-image"], **settings},
    }
    async with serving(str(SERVER), str(web.port)) as client:
        await client.start(capabilities=CAPABILITIES, initializationOptions=options)
        client.open(URI, "".join(map(line, names)))
        assert await client.published(URI, 1) == []
        yield client


def line(name: str) -> str:
    url = name if ":" in name else f"http://example.org/{name}"
    parts = [
        {"type": "text", "text": f"What is {name}?"},
        {"type": "image_url", "image_url": {"url": url}},
    ]
    messages = [
        {"role": "user", "content": parts},
        {"role": "assistant", "content": "A gradient."},
    ]
    return orjson.dumps({"messages": messages}).decode() + "\n"


async def run(client: StdioClient, command: str, *arguments: str) -> None:
    params = {"command": command, "arguments": [*arguments]}
    await client.request("workspace/executeCommand", params)


def hover_params(row: int, name: str) -> Message:
    position = {"line": row, "character": line(name).index("http://")}
    return {"textDocument": {"uri": URI}, "position": position}


async def hover(client: StdioClient, row: int, name: str) -> str:
    shown = await client.request("textDocument/hover", hover_params(row, name))
    return shown["contents"]["value"]  # type: ignore[no-any-return]


async def told(client: StdioClient) -> str:
    message = await client.wait(lambda each: each.get("method") == "window/showMessage")
    return message["params"]["message"]  # type: ignore[no-any-return]


async def refreshed(client: StdioClient, what: str) -> None:
    """Wait until the client is asked to look again, and read what it was told until then."""
    await client.wait(lambda each: each.get("method") == f"workspace/{what}/refresh")


async def lenses(client: StdioClient) -> list[str]:
    """What the file comes to, and the size of its first example."""
    shown = await client.request("textDocument/codeLens", {"textDocument": {"uri": URI}})
    example = await client.request("codeLens/resolve", shown[2])
    return [shown[0]["command"]["title"], example["command"]["title"]]


async def hints(client: StdioClient) -> list[str]:
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    params = {"textDocument": {"uri": URI}, "range": whole}
    return [hint["label"] for hint in await client.request("textDocument/inlayHint", params)]


def found(diagnostics: list[Message]) -> list[tuple[int, str]]:
    return sorted((each["range"]["start"]["line"], each["code"]) for each in diagnostics)


def paths(web: Web) -> list[str]:
    return sorted(asked.path for asked in web.asked)


class Hanging:
    """A page that never answers, and knows when it is asked for and when nobody waits any more."""

    def __init__(self) -> None:
        self.begun, self.left = asyncio.Event(), asyncio.Event()

    async def __call__(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.begun.set()
        await reader.read()
        self.left.set()


async def test_images_are_judged_by_what_their_urls_answer(web: Web) -> None:
    names = ("grey.png", "sound.png", "gone.png", "sound.png", "http://127.0.0.1/a.png")
    async with editing(web, *names) as client:
        await run(client, CHECK, URI)
        assert await told(client) == "Fetched 2 of 4 images by URL."
        findings = [(0, "image-mode"), (2, "unreachable-image"), (4, "unreachable-image")]
        assert found(await client.published(URI, 1)) == findings
        assert paths(web) == ["/gone.png", "/grey.png", "/sound.png"]


async def test_what_was_learned_survives_edits_and_holds_for_new_lines(web: Web) -> None:
    async with editing(web, "gone.png", "sound.png") as client:
        await run(client, CHECK, URI)
        await client.published(URI, 1)
        client.change(URI, 2, insertion(1, line("sound.png").index("What"), "Hm. "))
        assert found(await client.published(URI, 2)) == [(0, "unreachable-image")]
        client.change(URI, 3, insertion(0, 0, line("gone.png").replace("What", "Who")))
        both = [(0, "unreachable-image"), (1, "unreachable-image")]
        assert found(await client.published(URI, 3)) == both
        assert paths(web) == ["/gone.png", "/sound.png"]


async def test_a_second_check_asks_again_only_where_no_image_came(web: Web) -> None:
    async with editing(web, "gone.png", "sound.png") as client:
        await run(client, CHECK, URI)
        await client.published(URI, 1)
        web.pages["/gone.png"] = page(SOUND)
        await run(client, CHECK, URI)
        assert await client.published(URI, 1) == []
        assert paths(web) == ["/gone.png", "/gone.png", "/sound.png"]


async def test_images_that_were_fetched_count_by_their_sizes(web: Web) -> None:
    async with editing(web, "sound.png") as client:
        assert await hints(client) == ["85 to 1,445 tokens"]
        await lenses(client)
        await refreshed(client, "codeLens")
        file, example = await lenses(client)
        assert file.startswith("1 example, 104 to 1,464 tokens; ")
        assert example == "1 turn, 1 image, 104 to 1,464 tokens"
        await run(client, CHECK, URI)
        await refreshed(client, "inlayHint")
        assert await hints(client) == ["1024x512 RGB, 85 to 425 tokens"]
        await refreshed(client, "codeLens")
        file, example = await lenses(client)
        assert file.startswith("1 example, 104 to 444 tokens; ")
        assert example == "1 turn, 1 image, 104 to 444 tokens"


async def test_a_dataset_without_urls_is_nothing_to_check(web: Web) -> None:
    async with editing(web) as client:
        await run(client, CHECK, URI)
        message = await client.wait(lambda each: each.get("method") == "window/showMessage")
        info = {"type": 3, "message": "This dataset has no images by URL."}
        assert message["params"] == info


async def test_the_check_tells_how_far_it_is_and_can_be_cancelled(web: Web) -> None:
    web.pages["/slow.png"] = slow = Hanging()
    async with editing(web, "gone.png", "slow.png") as client:
        params = {"command": CHECK, "arguments": [URI]}
        client.send({"id": "check", "method": "workspace/executeCommand", "params": params})
        method = "window/workDoneProgress/create"
        create = await client.wait(lambda each: each.get("method") == method)
        client.send({"id": create["id"], "result": None})
        reported = {"kind": "report", "message": "1 of 2", "percentage": 50}
        await client.wait(lambda each: each.get("params", {}).get("value") == reported)
        await slow.begun.wait()
        token = {"token": create["params"]["token"]}
        client.notify("window/workDoneProgress/cancel", token)
        async with asyncio.timeout(30):
            await slow.left.wait()
        answer = await client.wait(lambda each: each.get("id") == "check")
        assert answer["result"] is None
        assert found(await client.published(URI, 1)) == [(0, "unreachable-image")]


async def test_a_check_ends_with_its_request(web: Web) -> None:
    web.pages["/slow.png"] = slow = Hanging()
    async with editing(web, "slow.png") as client:
        params = {"command": CHECK, "arguments": [URI]}
        client.send({"id": "check", "method": "workspace/executeCommand", "params": params})
        async with asyncio.timeout(30):
            await slow.begun.wait()
            client.notify("$/cancelRequest", {"id": "check"})
            await slow.left.wait()
        answer = await client.wait(lambda each: each.get("id") == "check")
        assert answer["error"]["code"] == -32800


async def test_nothing_is_fetched_for_a_workspace_that_is_not_trusted(web: Web) -> None:
    refusal = "Nothing is fetched here: the workspace is not trusted."
    async with editing(web, "sound.png", trusted=False, fetchImages=True) as client:
        await run(client, CHECK, URI)
        assert await told(client) == refusal
        await run(client, "tunelint.fetchPreview", URI, "http://example.org/sound.png")
        assert await told(client) == refusal
        text = await hover(client, 0, "sound.png")
        assert text.startswith("Image on `example.org`.")
        assert "Fetch" not in text
    assert web.looked_up == []


async def test_a_hover_fetches_nothing_but_by_its_link(web: Web) -> None:
    async with editing(web, "sound.png") as client:
        text = await hover(client, 0, "sound.png")
        assert text.startswith("Image on `example.org`.")
        assert web.looked_up == []
        link = LINK.search(text)
        assert link
        await run(client, link[1], *orjson.loads(unquote(link[2])))
        text = await hover(client, 0, "sound.png")
        assert "![thumbnail](data:image/jpeg;base64," in text
        assert "**PNG**, RGB, 1024x512 pixels" in text
        assert not LINK.search(text)
        assert paths(web) == ["/sound.png"]


async def test_a_client_that_runs_no_links_is_shown_none(web: Web) -> None:
    async with editing(web, "sound.png", links=False) as client:
        assert "command:" not in await hover(client, 0, "sound.png")


async def test_a_hover_fetches_once_where_the_user_wants_that(web: Web) -> None:
    async with editing(web, "sound.png", "sound.png", fetchImages=True) as client:
        for row in (0, 1, 0):
            assert "![thumbnail](data:" in await hover(client, row, "sound.png")
        assert paths(web) == ["/sound.png"]


async def test_a_chat_shows_what_was_fetched_and_fetches_nothing(web: Web) -> None:
    async with editing(web, "sound.png", fetchImages=True) as client:
        params = {"uri": URI, "line": 0}
        before = await client.request("tunelint/chat", params)
        assert web.looked_up == []
        await run(client, "tunelint.fetchPreview", URI, "http://example.org/sound.png")
        after = await client.request("tunelint/chat", params)
    for chat, is_shown in ((before, False), (after, True)):
        image = chat["blocks"][0]["messages"][0]["parts"][1]
        assert (image["src"] is not None, image["fetchable"]) == (is_shown, not is_shown)


async def test_a_hover_tells_why_there_is_no_picture_and_offers_to_try_again(web: Web) -> None:
    sentence = "This image can't be fetched: the host answers 404 (Not Found). The service skips it"
    async with editing(web, "gone.png", fetchImages=True) as client:
        text = await hover(client, 0, "gone.png")
        assert text.count(f"- {sentence}") == 1
        assert found(await client.published(URI, 1)) == [(0, "unreachable-image")]
        text = await hover(client, 0, "gone.png")
        assert text.count(f"- {sentence}") == 1
        assert LINK.search(text)
        assert paths(web) == ["/gone.png"]


async def test_a_picture_that_can_not_be_drawn_is_not_offered_again(web: Web) -> None:
    web.pages["/drawing.svg"] = page(make("svg")[1])
    async with editing(web, "drawing.svg", fetchImages=True) as client:
        text = await hover(client, 0, "drawing.svg")
        assert "**SVG**" in text
        assert "preview" not in text


async def test_a_preview_is_there_still_when_all_urls_were_checked(web: Web) -> None:
    async with editing(web, "sound.png") as client:
        await run(client, "tunelint.fetchPreview", URI, "http://example.org/sound.png")
        await run(client, CHECK, URI)
        assert "![thumbnail](data:" in await hover(client, 0, "sound.png")


async def test_cancelling_a_hover_closes_its_connection(web: Web) -> None:
    web.pages["/slow.png"] = slow = Hanging()
    async with editing(web, "slow.png", fetchImages=True) as client:
        params = hover_params(0, "slow.png")
        client.send({"id": "slow", "method": "textDocument/hover", "params": params})
        async with asyncio.timeout(30):
            await slow.begun.wait()
            client.notify("$/cancelRequest", {"id": "slow"})
            await slow.left.wait()
        answer = await client.wait(lambda each: each.get("id") == "slow")
        assert answer["error"]["code"] == -32800
        web.pages["/slow.png"] = page(SOUND)
        assert "![thumbnail](data:" in await hover(client, 0, "slow.png")


def test_until_something_is_fetched_nothing_for_it_is_imported() -> None:
    code = "import sys, tunelint.lsp.serving; sys.exit('httpx' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
