"""Images by URL are fetched and embedded, but only where somebody asks for it."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from action_client import CAPABILITIES, EXAMPLE, action, actions, applied, resolved, titles
from pictures import data_uri, make
from stdio_client import StdioClient, serving
from web import Web, page, redirect

SERVER = Path(__file__).parents[2] / "server_on_web.py"
URI = "file:///data/train.jsonl"
TITLE = "Download and embed this image"
SETTINGS = {"settings": {"ignore": ["too-few-examples", "unreachable-image"]}}
URL = "https://example.org/1.png"
TEXT = EXAMPLE.replace(
    '"content": "Hi"}, ',
    f'"content": [{{"type": "image_url", "image_url": {{"url": "{URL}"}}}}]}}, ',
)
PLACE = (0, TEXT.index(URL) + 1)
PNG = "png 8x8"


@pytest.fixture
async def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Web]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    async with Web().serving() as web:
        yield web


@asynccontextmanager
async def editing(web: Web, **options: object) -> AsyncIterator[StdioClient]:
    """An editor on the make-believe internet, with the document open."""
    async with serving(str(SERVER), str(web.port)) as client:
        await client.start(capabilities=CAPABILITIES, initializationOptions={**SETTINGS, **options})
        client.open(URI, TEXT)
        await client.published(URI, 1)
        yield client


async def refusal(client: StdioClient) -> str:
    """Why the image is not embedded."""
    answer = await client.request("codeAction/resolve", await action(client, URI, TITLE, PLACE))
    assert "edit" not in answer
    told = await client.wait(lambda message: message.get("method") == "window/showMessage")
    return told["params"]["message"]  # type: ignore[no-any-return]


async def test_an_image_is_fetched_when_it_is_asked_for(web: Web) -> None:
    web.pages |= {"/1.png": redirect("/2.png"), "/2.png": page(make(PNG)[1])}
    async with editing(web) as client:
        download = await action(client, URI, TITLE, PLACE)
        assert download["kind"] == "refactor.inline"
        assert web.asked == []
        made = applied(TEXT, await resolved(client, download))
        assert made == TEXT.replace(URL, data_uri(PNG))


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        (b"", 404, "the host answers 404 (Not Found)"),
        (b"%PDF-1.7\n", 200, "are embedded"),
        (b"secret=1\n", 200, "is no image that Tunelint knows"),
        (make("png truncated")[1], 200, "is not embedded"),
    ],
)
async def test_what_is_no_image_is_refused(web: Web, body: bytes, status: int, why: str) -> None:
    web.pages["/1.png"] = page(body, status)
    async with editing(web) as client:
        assert why in await refusal(client)


async def test_nothing_is_fetched_from_a_private_network(web: Web) -> None:
    web.pages["/1.png"] = redirect("http://169.254.169.254/latest")
    async with editing(web) as client:
        assert "not on the public internet" in await refusal(client)
    assert [asked.path for asked in web.asked] == ["/1.png"]


async def test_nothing_is_fetched_in_a_workspace_that_is_not_trusted(web: Web) -> None:
    async with editing(web) as client:
        download = await action(client, URI, TITLE, PLACE)
    async with editing(web, trusted=False) as client:
        offered = titles(await actions(client, URI, PLACE))
        assert 'Set detail of this image to "low"' in offered
        assert TITLE not in offered
        assert "edit" not in await client.request("codeAction/resolve", download)
    assert web.asked == []


async def test_a_host_that_takes_long_can_be_cancelled(web: Web) -> None:
    closed = asyncio.Event()

    async def silent(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.read()
        closed.set()

    web.pages["/1.png"] = silent
    async with editing(web) as client:
        download = await action(client, URI, TITLE, PLACE)
        client.send({"id": "long", "method": "codeAction/resolve", "params": download})
        await client.wait(lambda message: message.get("method") == "window/workDoneProgress/create")
        client.notify("$/cancelRequest", {"id": "long"})
        answer = await client.wait(lambda message: message.get("id") == "long")
        assert answer["error"]["code"] == -32800
        async with asyncio.timeout(30):
            await closed.wait()


async def test_a_client_that_resolves_nothing_is_not_offered_it() -> None:
    async with serving() as client:
        await client.start(capabilities={}, initializationOptions=SETTINGS)
        client.open(URI, TEXT)
        await client.published(URI, 1)
        assert TITLE not in titles(await actions(client, URI, PLACE))
