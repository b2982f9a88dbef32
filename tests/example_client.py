"""A client that shows examples of datasets: reads and writes them, and makes the server's edits."""

from itertools import count
from typing import Any

from action_client import with_edits
from stdio_client import Message, StdioClient

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

    def __init__(self, client: StdioClient, dataset: str, text: str) -> None:
        self.client = client
        self.dataset = dataset
        self.text = text
        self.version = 1
        self.is_open = False
        self._numbers = count()

    @classmethod
    async def start(
        cls, client: StdioClient, dataset: str, text: str, **options: Any
    ) -> "ExampleClient":
        options = {"exampleView": True, **options}
        await client.start(capabilities=CAPABILITIES, initializationOptions=options)
        return cls(client, dataset, text)

    async def open_dataset(self) -> None:
        """Open the dataset, and wait until it is checked."""
        self.is_open = True
        self.client.open(self.dataset, self.text)
        await self.client.published(self.dataset, 1)

    async def edit_dataset(self, text: str) -> None:
        """Have the dataset say something else, and wait until it is checked."""
        self._take(text)
        await self.client.published(self.dataset, self.version)

    async def open(self, line: int) -> tuple[str, str]:
        """The URI and the text of an example, which is open then."""
        uri = (await self.ask("locate", uri=self.dataset, line=line))["uri"]
        text = (await self.ask("read", uri=uri))["text"]
        self.client.open(uri, text, language="tunelint-example")
        return uri, text

    async def ask(self, method: str, **params: Any) -> Any:
        return await self.client.request(f"tunelint/example/{method}", params)

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
        return await self.client.request(f"textDocument/{method}", params)

    def told_changed(self) -> list[str]:
        """The views of which the server said that their examples read differently."""
        method = "tunelint/example/changed"
        told = (message for message in self.client.received if message.get("method") == method)
        return [message["params"]["uri"] for message in told]

    def _take(self, text: str) -> None:
        self.text = text
        if self.is_open:
            self.version += 1
            self.client.change(self.dataset, self.version, {"text": text})

    def _begin(self, method: str, params: Message) -> str:
        id = f"{method} {next(self._numbers)}"
        self.client.send({"id": id, "method": f"tunelint/example/{method}", "params": params})
        return id

    async def _make_edit(self) -> Message:
        """Make the edit that the server asks for next."""
        asked = await self.client.wait(
            lambda message: message.get("method") == "workspace/applyEdit"
        )
        (change,) = asked["params"]["edit"]["documentChanges"]
        self._take(with_edits(self.text, change["edits"]))
        self.client.send({"id": asked["id"], "result": {"applied": True}})
        return change  # type: ignore[no-any-return]

    async def _written(self, id: str) -> None:
        answer = await self._answer(id)
        assert "error" not in answer, answer

    async def _answer(self, id: str) -> Message:
        return await self.client.wait(lambda message: message.get("id") == id)


def place_of(text: str, part: str, inside: int = 0) -> Message:
    """The position of a part of a view, or so many characters inside of it."""
    before = text[: text.index(part) + inside]
    line = before.count("\n")
    column = len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
    return {"line": line, "character": column}


def range_of(text: str, part: str) -> Message:
    """The range of a part of a view."""
    return {"start": place_of(text, part), "end": place_of(text, part, len(part))}
