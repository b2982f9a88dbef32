"""Has images decoded while nobody waits, in a process of its own."""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from subprocess import PIPE, Popen

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
            with _process() as process:
                while self._images.has_waiting:
                    data = self._images.take()
                    damage = await asyncio.to_thread(_answer, process, data)
                    if damage:
                        self._images.learn(data, damage)
                        is_damaged = True
        except OSError as error:
            log.warning("images are judged by their headers only: %s", error)
        if is_damaged:
            self._on_damage()


@contextmanager
def _process() -> Iterator[Popen[bytes]]:
    """A process that decodes. One of asyncio's would hang if the server ended while it begins."""
    process = Popen(COMMAND, stdin=PIPE, stdout=PIPE)
    try:
        yield process
    finally:
        process.kill()
        with suppress(BrokenPipeError), process:
            pass  # this closes its pipes


def _answer(process: Popen[bytes], data: bytes) -> str | None:
    """What the process says of an image; to kill it ends the waiting."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(request(data))
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise ChildProcessError("the process that decodes them has ended")
    return read_answer(line)
