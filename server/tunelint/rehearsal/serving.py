"""Serves a rehearsal on this machine, and nowhere else."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tunelint.rehearsal.connection import CHUNK, Connection
from tunelint.rehearsal.rehearsal import Rehearsal

HOST = "127.0.0.1"


@asynccontextmanager
async def serving(rehearsal: Rehearsal, port: int = 0) -> AsyncIterator[str]:
    """Serve for as long as it takes, on a port or a free one; gives the address.

    Raises `OSError` when the port is taken.
    """
    clients: set[asyncio.Task[None]] = set()

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None, "a client is served by a task"
        clients.add(task)
        with suppress(ConnectionError, asyncio.CancelledError):
            try:
                connection = Connection(reader, writer, rehearsal.answer, rehearsal.pause)
                await connection.run()
            finally:
                clients.discard(task)
                writer.close()
                await writer.wait_closed()

    server = await asyncio.start_server(serve, HOST, port, limit=CHUNK)
    rehearsal.jobs.take_up()
    try:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for client in clients:
            client.cancel()
        await asyncio.gather(*clients)
        await server.wait_closed()
        await rehearsal.jobs.stop()
