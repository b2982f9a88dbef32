"""Work on images is done in turn, and not begun any more when the server ends."""

import asyncio
from threading import Event

import pytest

from tunelint.lsp.actions.image_work import ImageWork


async def test_what_waits_for_its_turn_is_not_begun_when_the_server_ends() -> None:
    work, begun, released = ImageWork(), Event(), Event()

    def first() -> str:
        begun.set()
        released.wait(30)
        return "done"

    doing, waiting = work.run(first), work.run(lambda: "never done")
    await asyncio.to_thread(begun.wait, 30)
    work.stop()
    released.set()
    assert await doing == "done"
    with pytest.raises(asyncio.CancelledError):
        await waiting
