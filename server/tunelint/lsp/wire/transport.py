"""Frames on standard input and output, as the base protocol of LSP asks."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

Receive = Callable[[bytes], None]


class FrameWriter:
    """Writes frames, and leaves none in a buffer."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> None:
        """Write one frame. Raises `BrokenPipeError` where nobody reads any more."""
        if self._stream.closed:
            raise BrokenPipeError
        self._stream.write(data)
        self._stream.flush()

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()


def take_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Input and output for frames alone: from here on, whatever prints goes to standard error.

    The input is a buffer of its own, for a daemon thread that is reading from `sys.stdin` when
    the interpreter ends would abort it.
    """
    frames_in = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    frames_out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return frames_in, frames_out


async def receive_frames(stream: BinaryIO, receive: Receive) -> None:
    """Hand each frame's body to `receive` on the event loop, until the stream ends.

    One thread reads all the time, so that no client is kept waiting while the loop works.
    """
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def read() -> None:
        try:
            for body in frames(stream):
                loop.call_soon_threadsafe(receive, body)
        finally:
            loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=read, name="frames", daemon=True).start()
    await ended.wait()


def frames(stream: BinaryIO) -> Iterator[bytes]:
    """The bodies of the frames in a stream; text between frames is passed over."""
    length = None
    while line := stream.readline():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
        elif not line.strip() and length is not None:
            body = stream.read(length)
            if len(body) < length:
                return
            yield body
            length = None


def frame(body: bytes) -> bytes:
    """A body with its header."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def decode_error(error: Exception) -> dict[str, Any]:
    """The answer to a frame that can't be understood."""
    return {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": str(error)}}
