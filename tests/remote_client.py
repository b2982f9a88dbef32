"""An editor with a dataset of images by URL, which a played network answers."""

import asyncio
import re
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson

from pictures import make
from stdio_client import Message, StdioClient, serving
from web import Web

SERVER = Path(__file__).parent / "server_on_web.py"
URI = "file:///data/train.jsonl"
SOUND, GREY = make("png 1024x512")[1], make("png L")[1]
CHECK = "tunelint.checkImageUrls"
LINK = re.compile(r"\[Fetch preview\]\(command:(tunelint\.fetchPreview)\?([^)\s]+)\)")
CAPABILITIES = {
    "general": {"markdown": {"parser": "marked"}},
    "window": {"workDoneProgress": True},
    "workspace": {"codeLens": {"refreshSupport": True}, "inlayHint": {"refreshSupport": True}},
}


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
    return [shown[at]["command"]["title"] for at in (0, 2)]


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
