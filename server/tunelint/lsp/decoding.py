"""Has images decoded while nobody waits, in a process of its own."""

import asyncio
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from tunelint.engine.decoding import Decoding
from tunelint.images.decoder import read_answer, request

COMMAND = (sys.executable, "-m", "tunelint.images.decoder")

log = logging.getLogger(__name__)


class Decoder:
    """Decodes the images that wait for it, and calls `on_damage` when some turned out damaged.

    A thread would be less work, and would hold up the event loop: threads take turns.
    """

    def __init__(self, images: Decoding, on_damage: Callable[[], None]) -> None:
        self._images = images
        self._on_damage = on_damage
        self._task: asyncio.Task[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether images are being decoded."""
        return self._task is not None and not self._task.done()

    def wake(self) -> None:
        """Decode the images that wait, unless that is being done."""
        if self._images.has_waiting and not self.is_busy:
            self._task = asyncio.get_running_loop().create_task(self._decode())

    async def _decode(self) -> None:
        is_damaged = False
        try:
            async with _process() as process:
                while self._images.has_waiting:
                    data = self._images.take()
                    damage = await _answer(process, data)
                    if damage:
                        self._images.learn(data, damage)
                        is_damaged = True
        except OSError as error:
            log.warning("images are judged by their headers only: %s", error)
        if is_damaged:
            self._on_damage()


@asynccontextmanager
async def _process() -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(*COMMAND, stdin=PIPE, stdout=PIPE)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _answer(process: Process, data: bytes) -> str | None:
    assert process.stdin
    assert process.stdout
    process.stdin.write(request(data))
    await process.stdin.drain()
    line = await process.stdout.readline()
    if not line:
        raise ChildProcessError("the process that decodes them has ended")
    return read_answer(line)
