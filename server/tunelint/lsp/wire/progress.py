"""Work that the user waits for: shown while it takes long, and cancelled on request."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.progress import Progress

Result = TypeVar("Result")

PATIENCE = 0.3
"""Seconds that nobody wants to be told of."""

INTERVAL = 0.2
"""Seconds between two words of how far it has come."""

_showing: "set[asyncio.Task[None]]" = set()


@dataclass
class Steps:
    """How far work has come."""

    total: int
    done: int = 0

    @property
    def percentage(self) -> int:
        """The share that is done."""
        return 100 * self.done // self.total


async def finish(
    ls: LanguageServer, work: "asyncio.Future[Result]", title: str, steps: Steps | None = None
) -> Result:
    """Wait for work to be done; whoever cancels the waiting cancels the work."""
    window = ls.client_capabilities.window
    if window and window.work_done_progress:
        # Beside the waiting, for the client may take its time to answer.
        showing = asyncio.ensure_future(_show(ls, work, title, steps))
        _showing.add(showing)
        showing.add_done_callback(_showing.discard)
    try:
        return await work
    finally:
        work.cancel()


@contextmanager
def ended_by(progress: Progress, token: types.ProgressToken | None) -> Iterator[None]:
    """Cancel the task that is here when the client cancels the progress of that token."""
    task, stop = asyncio.current_task(), Future[None]()
    if task is None or token is None:
        yield
        return
    stop.add_done_callback(lambda _: task.cancel())
    progress.tokens[token] = stop
    try:
        yield
    finally:
        progress.tokens.pop(token, None)


async def _show(
    ls: LanguageServer, work: "asyncio.Future[Result]", title: str, steps: Steps | None
) -> None:
    """Show that work is going on until it is done, or the user has it cancelled."""
    await asyncio.wait({work}, timeout=PATIENCE)
    if work.done():
        return
    progress, token = ls.work_done_progress, str(uuid4())
    try:
        await progress.create_async(token)
    except JsonRpcException:
        return
    percentage = steps.percentage if steps else None
    begin = types.WorkDoneProgressBegin(title=title, cancellable=True, percentage=percentage)
    progress.begin(token, begin)
    stop = asyncio.wrap_future(progress.tokens[token])
    while not (work.done() or stop.done()):
        pause = INTERVAL if steps else None
        await asyncio.wait({work, stop}, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
        if steps:
            progress.report(token, _report(steps))
    if stop.cancelled():
        work.cancel()
    stop.cancel()
    del progress.tokens[token]
    progress.end(token, types.WorkDoneProgressEnd())


def _report(steps: Steps) -> types.WorkDoneProgressReport:
    message = f"{steps.done:,} of {steps.total:,}"
    return types.WorkDoneProgressReport(message=message, percentage=steps.percentage)
