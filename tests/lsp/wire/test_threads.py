"""Work in a thread ends with whoever waits for it."""

import asyncio
from threading import Event

import pytest

from tunelint.lsp.wire.threads import Breath, Stopped, breathing, in_thread


async def test_what_work_comes_to_is_told() -> None:
    assert await in_thread(lambda breathe: [*breathing("abc", breathe)]) == ["a", "b", "c"]


async def test_what_fails_in_the_thread_fails_outside() -> None:
    def work(breathe: Breath) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await in_thread(work)


async def test_work_is_stopped_when_nobody_waits_any_more() -> None:
    begun, cancelled, ended = asyncio.Event(), Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(breathe: Breath) -> None:
        loop.call_soon_threadsafe(begun.set)
        cancelled.wait(30)
        try:
            breathe()
        except Stopped:
            loop.call_soon_threadsafe(ended.set)

    task = asyncio.create_task(in_thread(work))
    async with asyncio.timeout(30):
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        cancelled.set()
        await ended.wait()
