"""Work that the user waits for: shown while it takes long, and cancelled on request."""

import asyncio
from typing import TypeVar
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

Result = TypeVar("Result")

PATIENCE = 0.3
"""Seconds that nobody wants to be told of."""

_showing: "set[asyncio.Task[None]]" = set()


async def finish(ls: LanguageServer, work: "asyncio.Future[Result]", title: str) -> Result:
    """Wait for work to be done; whoever cancels the waiting cancels the work."""
    window = ls.client_capabilities.window
    if window and window.work_done_progress:
        # Beside the waiting, for the client may take its time to answer.
        showing = asyncio.ensure_future(_show(ls, work, title))
        _showing.add(showing)
        showing.add_done_callback(_showing.discard)
    try:
        return await work
    finally:
        work.cancel()


async def _show(ls: LanguageServer, work: "asyncio.Future[Result]", title: str) -> None:
    """Show that work is going on until it is done, or the user has it cancelled."""
    await asyncio.wait({work}, timeout=PATIENCE)
    if work.done():
        return
    progress, token = ls.work_done_progress, str(uuid4())
    try:
        await progress.create_async(token)
    except JsonRpcException:
        return
    progress.begin(token, types.WorkDoneProgressBegin(title=title, cancellable=True))
    stop = asyncio.wrap_future(progress.tokens[token])
    await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
    if stop.cancelled():
        work.cancel()
    stop.cancel()
    del progress.tokens[token]
    progress.end(token, types.WorkDoneProgressEnd())
