"""One at a time: what two processes of a user's must not do at the same moment."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout

EVERY = 0.2
"""After how many seconds it is looked whether the other one is done."""


@asynccontextmanager
async def turn(file: Path, on_wait: Callable[[], None]) -> AsyncIterator[None]:
    """Hold a lock file, which the system takes from a process that dies.

    `on_wait` is called once if somebody else holds it.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(file, thread_local=False)
    is_waiting = False
    while not _takes(lock):
        if not is_waiting:
            on_wait()
        is_waiting = True
        await asyncio.sleep(EVERY)
    try:
        yield
    finally:
        lock.release()


def _takes(lock: FileLock) -> bool:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    return True
