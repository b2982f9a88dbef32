"""A client that shows examples of datasets: reads and writes them, and makes the server's edits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from action_client import applied, with_edits
from stdio_client import Message, StdioClient, serving

URI = "file:///folder/a%20b/train.jsonl"
VIEW = "tunelint-example://file/folder/a%20b/train.jsonl/example%20{}.tunelint"
CAPABILITIES: Message = {
    "general": {"markdown": {"parser": "marked"}},
    "textDocument": {
        "codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}}
    },
    "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": True}},
}
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 10_000, "character": 0}}


class ExampleClient:
    """Shows the examples of one dataset, whose `text` is open in it or not."""

    def __init__(self, server: StdioClient, dataset: str, text: str) -> None:
        self.server = server
        self.dataset = dataset
        self.text = text
        self.version = 1
        self.is_open = False
        self._numbers = count()

    async def open_dataset(self) -> None:
        """Open the dataset, and wait until it is checked."""
        self.is_open = True
        self.server.open(self.dataset, self.text)
        await self.server.published(self.dataset, 1)

    async def edit_dataset(self, text: str) -> None:
        """Have the dataset say something else, and wait until it is checked."""
        self.take(text)
        await self.server.published(self.dataset, self.version)

    async def open(self, line: int) -> "View":
        """Open the view of an example, which is read first."""
        uri = (await self.ask("locate", uri=self.dataset, line=line))["uri"]
        return self._show(uri, (await self.ask("read", uri=uri))["text"])

    async def restore(self, uri: str, text: str, base: str | None = None) -> "View":
        """Open a view without reading it, made from what the client has kept the mark of."""
        view = self._show(uri, text)
        asked = await self.server.wait(
            lambda message: message.get("method") == "tunelint/example/keptBase"
        )
        assert asked["params"] == {"uri": uri}
        self.server.send({"id": asked["id"], "result": base})
        return view

    async def ask(self, method: str, **params: Any) -> Any:
        return await self.server.request(f"tunelint/example/{method}", params)

    async def refused(self, method: str, **params: Any) -> str:
        """Why a request comes to nothing."""
        answer = await self._answer(self._begin(method, params))
        return answer["error"]["message"]  # type: ignore[no-any-return]

    async def write(self, uri: str, text: str, **more: Any) -> Message:
        """Write an example, and return the edit that the server has the dataset changed by."""
        id = self._begin("write", {"uri": uri, "text": text, **more})
        change = await self._make_edit()
        await self._written(id)
        return change

    async def write_all(self, texts: list[tuple[str, str]]) -> list[Message]:
        """Write several examples at once, and return the edits in the order they were asked for."""
        ids = [self._begin("write", {"uri": uri, "text": text}) for uri, text in texts]
        changes = [await self._make_edit() for _ in ids]
        for id in ids:
            await self._written(id)
        return changes

    async def ask_document(self, method: str, uri: str, **params: Any) -> Any:
        params = {"textDocument": {"uri": uri}, **params}
        return await self.server.request(f"textDocument/{method}", params)

    def told_changed(self) -> list[str]:
        """The views of which the server said that their examples read differently."""
        method = "tunelint/example/changed"
        told = (message for message in self.server.received if message.get("method") == method)
        return [message["params"]["uri"] for message in told]

    async def told_base(self, uri: str) -> str | None:
        """The next mark of what a view was made from that the server has the client keep."""
        told = await self.server.wait(
            lambda message: (
                message.get("method") == "tunelint/example/base" and message["params"]["uri"] == uri
            )
        )
        return told["params"]["base"]  # type: ignore[no-any-return]

    def take(self, text: str) -> None:
        """Have the dataset say something else."""
        self.text = text
        if self.is_open:
            self.version += 1
            self.server.change(self.dataset, self.version, {"text": text})

    def _show(self, uri: str, text: str) -> "View":
        self.server.open(uri, text, language="tunelint-example")
        return View(self, uri, text)

    def _begin(self, method: str, params: Message) -> str:
        id = f"{method} {next(self._numbers)}"
        self.server.send({"id": id, "method": f"tunelint/example/{method}", "params": params})
        return id

    async def _make_edit(self) -> Message:
        """Make the edit that the server asks for next."""
        asked = await self.server.wait(
            lambda message: message.get("method") == "workspace/applyEdit"
        )
        (change,) = asked["params"]["edit"]["documentChanges"]
        self.take(with_edits(self.text, change["edits"]))
        self.server.send({"id": asked["id"], "result": {"applied": True}})
        return change  # type: ignore[no-any-return]

    async def _written(self, id: str) -> None:
        answer = await self._answer(id)
        assert "error" not in answer, answer

    async def _answer(self, id: str) -> Message:
        return await self.server.wait(lambda message: message.get("id") == id)


class View:
    """An example that is open as a document, with the `text` that stands there."""

    def __init__(self, client: ExampleClient, uri: str, text: str) -> None:
        self.client = client
        self.uri = uri
        self.text = text
        self.version = 1

    async def findings(self) -> list[Message]:
        """What is published of the text as it stands."""
        return await self.client.server.published(self.uri, self.version)

    async def codes(self) -> list[str]:
        """The codes of what is published."""
        return [each["code"] for each in await self.findings()]

    async def read(self) -> Any:
        return await self.client.ask("read", uri=self.uri)

    async def write(self, text: str, **more: Any) -> Message:
        """Write a text, and return the edit that the dataset is changed by."""
        return await self.client.write(self.uri, text, **more)

    async def refusal(self, text: str, **more: Any) -> str:
        """Why a text is not written."""
        return await self.client.refused("write", uri=self.uri, text=text, **more)

    async def step(self, by: int) -> Any:
        return await self.client.ask("step", uri=self.uri, by=by)

    def edit(self, text: str) -> None:
        """Have the view say something else."""
        self._change(text, {"text": text})

    def insert(self, at: Message, text: str) -> None:
        """Type something."""
        span = {"start": at, "end": at}
        typed = with_edits(self.text, [{"range": span, "newText": text}])
        self._change(typed, {"range": span, "text": text})

    async def ask(self, method: str, **params: Any) -> Any:
        return await self.client.ask_document(method, self.uri, **params)

    async def actions(self, span: Message, **context: Any) -> list[Message]:
        """What is offered for a range."""
        context = {"diagnostics": [], **context}
        return await self.ask("codeAction", range=span, context=context)  # type: ignore[no-any-return]

    async def action(self, span: Message, title: str) -> Message:
        """The one action whose title begins like that."""
        (wanted,) = (each for each in await self.actions(span) if each["title"].startswith(title))
        return wanted

    async def made(self, action: Message) -> str:
        """The text that an action comes to."""
        resolved = await self.client.server.request("codeAction/resolve", action)
        return applied(self.text, resolved["edit"], self.version)

    def place(self, part: str, inside: int = 0) -> Message:
        """The position of a part of the text, or so many characters inside of it."""
        before = self.text[: self.text.index(part) + inside]
        line = before.count("\n")
        column = len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
        return {"line": line, "character": column}

    def range(self, part: str) -> Message:
        """The range of a part of the text."""
        return {"start": self.place(part), "end": self.place(part, len(part))}

    def _change(self, text: str, change: Message) -> None:
        self.version += 1
        self.text = text
        self.client.server.change(self.uri, self.version, change)


@asynccontextmanager
async def showing(
    text: str, dataset: str = URI, is_open: bool = True, **options: Any
) -> AsyncIterator[ExampleClient]:
    """A client of a server of its own, with a dataset that was checked if it is open."""
    async with serving() as server:
        options = {"exampleView": True, **options}
        await server.start(capabilities=CAPABILITIES, initializationOptions=options)
        client = ExampleClient(server, dataset, text)
        if is_open:
            await client.open_dataset()
        yield client
