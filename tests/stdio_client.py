"""A language client over standard streams, as small as the tests can do with."""

import asyncio
import json
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import zygote

Message = dict[str, Any]

SERVE = ("-m", "tunelint", "lsp")
PUBLISH = "textDocument/publishDiagnostics"
SUMMARY = "tunelint/summary"
PATIENCE = 30
CANCELLED = -32800


class StdioClient:
    """Sends messages to a server process, and waits for those that it sends."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.received: list[Message] = []
        self._waiting: deque[Message] = deque()
        self._requests = 0

    async def start(self, **params: Any) -> Message:
        """Initialize the server; returns its capabilities."""
        params = {"processId": None, "rootUri": None, "capabilities": {}, **params}
        result = await self.request("initialize", params)
        self.notify("initialized", {})
        return result["capabilities"]  # type: ignore[no-any-return]

    async def request(self, method: str, params: Message | None = None) -> Any:
        self._requests += 1
        number = self._requests
        self.send({"id": number, "method": method, **({"params": params} if params else {})})
        answer = await self.wait(lambda message: message.get("id") == number)
        assert "error" not in answer, answer
        return answer["result"]

    def notify(self, method: str, params: Message) -> None:
        self.send({"method": method, "params": params})

    def send(self, message: Message) -> None:
        self.write(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def write(self, body: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def open(self, uri: str, text: str, version: int = 1, language: str = "jsonl") -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, *changes: Message) -> None:
        document = {"uri": uri, "version": version}
        self.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": [*changes]}
        )

    async def published(self, uri: str, version: int | None) -> list[Message]:
        """The next diagnostics of a document at that version."""
        message = await self.wait(
            lambda message: (
                message.get("method") == PUBLISH
                and message["params"]["uri"] == uri
                and message["params"].get("version") == version
            )
        )
        return message["params"]["diagnostics"]  # type: ignore[no-any-return]

    async def summary(self, uri: str) -> Message:
        """The next summary of a document."""
        message = await self.wait(
            lambda message: message.get("method") == SUMMARY and message["params"]["uri"] == uri
        )
        return message["params"]  # type: ignore[no-any-return]

    async def wait(self, is_awaited: Callable[[Message], bool]) -> Message:
        """The next message of that kind that nobody waited for yet."""
        for message in list(self._waiting):
            if is_awaited(message):
                self._waiting.remove(message)
                return message
        async with asyncio.timeout(PATIENCE):
            while True:
                received = await self._receive()
                assert received, "the server is gone"
                self.received.append(received)
                if is_awaited(received):
                    return received
                self._waiting.append(received)

    async def end(self) -> int:
        """Shut the server down, seeing that it says nothing but frames; returns its exit code."""
        await self.request("shutdown")
        self.send({"method": "exit"})
        async with asyncio.timeout(PATIENCE):
            while message := await self._receive():
                self.received.append(message)
            return await self.process.wait()

    async def _receive(self) -> Message | None:
        """The next message; None where the stream ends."""
        assert self.process.stdout
        try:
            header = await self.process.stdout.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as end:
            header = end.partial
        if not header:
            return None
        name, _, length = header.strip().partition(b": ")
        assert name == b"Content-Length", f"not a frame: {header!r}"
        return json.loads(await self.process.stdout.readexactly(int(length)))  # type: ignore[no-any-return]


@asynccontextmanager
async def serving(*arguments: str, afresh: bool = False) -> AsyncIterator[StdioClient]:
    """A server process, which is gone behind the block; afresh if it has to import all anew."""
    arguments = arguments or SERVE
    command, inherited = [sys.executable, *arguments], list[int]()
    if zygote.CAN_FORK and not afresh:
        command, inherited = zygote.command(*arguments)
    process = await asyncio.create_subprocess_exec(
        *command,
        pass_fds=inherited,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield StdioClient(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def expect_cancellable(client: StdioClient, uri: str, method: str, params: Message) -> None:
    """See that a request on a document is over once it is cancelled, and that typing goes on."""
    client.send({"id": "slow", "method": method, "params": params})
    client.notify("$/cancelRequest", {"id": "slow"})
    client.change(uri, 2, insertion(0, 0, " "))
    answer = await client.wait(lambda message: message.get("id") == "slow")
    assert answer["error"]["code"] == CANCELLED
    async with asyncio.timeout(10):
        await client.published(uri, 2)


def insertion(line: int, character: int, text: str) -> Message:
    """A change that inserts text."""
    return replacement((line, character), (line, character), text)


def replacement(start: tuple[int, int], end: tuple[int, int], text: str) -> Message:
    """A change that puts text in place of what stands between two positions."""
    return {
        "range": {
            "start": {"line": start[0], "character": start[1]},
            "end": {"line": end[0], "character": end[1]},
        },
        "text": text,
    }
