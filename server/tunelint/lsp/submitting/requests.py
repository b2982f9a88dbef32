"""The requests about submissions and jobs: handed to the desk, in a thread beside the editor."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tunelint.lsp.protocol import RequestFailed
from tunelint.lsp.submitting.editor import Editor, Server
from tunelint.lsp.submitting.thread import BesideLoop
from tunelint.lsp.wire.payload import Params
from tunelint.lsp.wire.progress import ended_by

if TYPE_CHECKING:
    from tunelint.lsp.submitting.desk import Desk

OFFLINE = ("tunelint/endpoint", "tunelint/endpoint/environment", "tunelint/jobs/list")
"""What is answered without a connection to anywhere."""

ONLINE = (
    "tunelint/rehearsal",
    "tunelint/submission/choices",
    "tunelint/submission/plan",
    "tunelint/submission/submit",
    "tunelint/jobs/follow",
    "tunelint/jobs/details",
    "tunelint/jobs/steer",
    "tunelint/jobs/results",
    "tunelint/jobs/forget",
)


class Submitting:
    """Answers with what the desk says. What that takes is imported when it is asked first."""

    def __init__(self, ls: Server) -> None:
        self.is_trusted = True
        """Whether the user trusts the workspace; else nothing goes to the network."""

        self._ls = ls
        self._beside = BesideLoop()
        self._desk: Desk | None = None

    async def answer(self, method: str, params: Params) -> Any:
        """The answer to a request. Raises `RequestFailed`, with words for the user."""
        if not self.is_trusted and method not in OFFLINE:
            raise RequestFailed("Nothing is sent from here: the workspace is not trusted.")
        loop = asyncio.get_running_loop()
        with ended_by(self._ls.work_done_progress, params.get("workDoneToken")):
            return await self._beside.run(self._ask(loop, method, params))

    def close(self) -> None:
        """Leave the rest for another time."""
        self._beside.close()

    async def _ask(self, loop: asyncio.AbstractEventLoop, method: str, params: Params) -> Any:
        if self._desk is None:
            from tunelint.lsp.submitting.desk import Desk

            self._desk = Desk(Editor(self._ls, loop))
        return await self._desk.answer(method, params)
