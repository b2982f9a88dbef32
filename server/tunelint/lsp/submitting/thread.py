"""An event loop beside the one that the editor talks to: nobody who types waits for it."""

import asyncio
from collections.abc import Coroutine
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds that its tasks have to end in when the server does."""


class BesideLoop:
    """Runs coroutines on an event loop in a thread of its own, which begins with the first one."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What comes of work there. Whoever cancels the waiting cancels the work."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop or self._begin())
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Cancel all work, and wait a little for it to end."""
        if self._loop is None or self._thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._stop(self._loop), self._loop)
        self._thread.join(PATIENCE)

    def _begin(self) -> asyncio.AbstractEventLoop:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="submitting", daemon=True)
        self._thread.start()
        return self._loop

    async def _stop(self, loop: asyncio.AbstractEventLoop) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        loop.stop()
