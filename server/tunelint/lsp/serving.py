"""The language server on the standard streams."""

import asyncio
import gc
import logging
import sys
from typing import BinaryIO

from tunelint.lsp.handlers import follow_all
from tunelint.lsp.server import TunelintServer
from tunelint.lsp.wire.transport import FrameWriter, receive_frames, take_standard_streams

GARBAGE_THRESHOLDS = (50_000, 20, 50)
"""Rows and results hold no cycles: to search them at every edit costs more than it frees."""

LONGEST_TURN = 0.0005
"""Seconds that a thread beside the event loop goes on while the loop waits for its turn."""


def serve() -> int:
    """Serve one client on the standard streams, and return the exit code.

    It is 0 after `shutdown` and `exit`, and 1 when the client goes away without.
    """
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    # At its own level pygls logs all that it sends, and the client's settings.
    logging.getLogger("pygls").setLevel(logging.WARNING)
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    sys.setswitchinterval(LONGEST_TURN)
    frames_in, frames_out = take_standard_streams()
    server = TunelintServer()
    follow_all(server)
    server.protocol.set_writer(FrameWriter(frames_out))
    try:
        asyncio.run(_follow(server, frames_in))
    except SystemExit as stop:
        return int(stop.code or 0)
    return 1


async def _follow(server: TunelintServer, frames: BinaryIO) -> None:
    try:
        await receive_frames(frames, server.protocol.receive)
    finally:
        server.publisher.stop()
        server.actions.shop.images.stop()
        # As long as there is a loop for what is said beside it.
        server.submitting.close()
