"""Work that takes long: done in a thread, and ended there when nobody waits for it any more."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from threading import Event
from typing import TypeVar

T = TypeVar("T")

Breath = Callable[[], None]
"""What work calls that nobody may wait for any more; raises `Stopped` then."""


class Stopped(Exception):
    """Nobody waits for the work any more."""


async def in_thread(work: Callable[[Breath], T]) -> T:
    """What work comes to in a thread; it is given what it calls now and then.

    Whoever cancels the waiting ends it there.
    """
    is_stopped = Event()

    def breathe() -> None:
        if is_stopped.is_set():
            raise Stopped

    try:
        return await asyncio.to_thread(work, breathe)
    except asyncio.CancelledError:
        is_stopped.set()
        raise


def breathing(items: Iterable[T], breathe: Breath) -> Iterator[T]:
    """The items of such work, with a breath before each."""
    for item in items:
        breathe()
        yield item
