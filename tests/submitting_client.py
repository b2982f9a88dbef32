"""An editor that submits jobs and follows them: it gives credentials when it is asked for them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from stdio_client import Message, StdioClient, serving
from submission.stage import MODEL

CREDENTIAL = "tunelint/credential"
CHANGED = "tunelint/jobs/changed"
KEY = "sk-0123456789-never-shown"

Give = Callable[[Message], Any]


def give_key(asked: Message) -> Message:
    """The key, whatever for."""
    return {"kind": "key", "value": KEY}


class Submitter:
    """Asks for submissions, and gives what `give` says when it is asked for a credential."""

    def __init__(self, client: StdioClient, give: Give) -> None:
        self.client = client
        self.asked: list[Message] = []
        self._give = give
        self._receive = client._receive
        client._receive = self._answering  # type: ignore[method-assign]

    async def request(self, method: str, **params: Any) -> Any:
        return await self.client.request(f"tunelint/{method}", params)

    async def refused(self, method: str, **params: Any) -> Message:
        """The error that a request is answered with."""
        answer = await self.answer(self.begin(method, **params))
        assert "error" in answer, answer
        return answer["error"]  # type: ignore[no-any-return]

    def begin(self, method: str, **params: Any) -> str:
        """Ask without waiting; returns the id of the request."""
        id = f"{method} {len(self.client.received)}"
        self.client.send({"id": id, "method": f"tunelint/{method}", "params": params})
        return id

    def cancel(self, id: str) -> None:
        self.client.notify("$/cancelRequest", {"id": id})

    async def answer(self, id: str) -> Message:
        return await self.client.wait(lambda message: message.get("id") == id)

    async def plan(self, training: Path, endpoint: str, **wish: Any) -> Any:
        wish = {"training": training.as_uri(), "endpoint": endpoint, "model": MODEL, **wish}
        return await self.request("submission/plan", wish=wish, checkUrls=False)

    async def submit(self, training: Path, endpoint: str, **wish: Any) -> Message:
        """Plan a job and submit it; returns the job."""
        plan = await self.plan(training, endpoint, **wish)
        done = await self.request("submission/submit", plan=plan["plan"])
        return done["job"]  # type: ignore[no-any-return]

    async def told(self, is_awaited: Callable[[Message], bool] = lambda _: True) -> Message:
        """The next that is told of a job."""
        message = await self.client.wait(
            lambda each: each.get("method") == CHANGED and is_awaited(each["params"])
        )
        return message["params"]  # type: ignore[no-any-return]

    async def end_of_job(self) -> Message:
        return await self.told(lambda told: told["hasJustEnded"])

    async def _answering(self) -> Message | None:
        message = await self._receive()
        if message and message.get("method") == CREDENTIAL:
            self.asked.append(message["params"])
            self.client.send({"id": message["id"], "result": self._give(message["params"])})
        return message


@asynccontextmanager
async def submitting(
    give: Give = give_key, trusted: bool = True, **settings: Any
) -> AsyncIterator[Submitter]:
    options = {"trusted": trusted, "jobs": True, "settings": settings}
    async with serving() as client:
        await client.start(initializationOptions=options)
        yield Submitter(client, give)


async def errors(editor: Submitter) -> str:
    """All that the server has written on its standard error."""
    assert await editor.client.end() == 0
    assert editor.client.process.stderr
    return (await editor.client.process.stderr.read()).decode()


def progress(editor: Submitter, token: str) -> list[Message]:
    """What was told of the progress of a request."""
    told = (each["params"] for each in editor.client.received if each.get("method") == "$/progress")
    return [each["value"] for each in told if each["token"] == token]
