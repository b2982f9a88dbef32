"""The rehearsal service within the server: its jobs go on when the editor is started again."""

import asyncio
import shutil
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

from tunelint.files import own_folder
from tunelint.rehearsal import Rehearsal, serving
from tunelint.rehearsal.ports import free_port, is_free
from tunelint.rehearsal.serving import HOST
from tunelint.service import Endpoint, azure
from tunelint.submission import Records


class Rehearsing:
    """Rehearsals, each at a port of its own, whose state is in a folder that is called like it.

    One whose port is taken is served by another editor.
    """

    KEY = "rehearsal"
    """Any key would do."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._folder = own_folder(user_state_path) / "rehearsal"
        self._served: dict[int, asyncio.Task[None]] = {}

    def is_at(self, endpoint: Endpoint) -> bool:
        """Whether an endpoint is a rehearsal of ours."""
        host, _, port = endpoint.host.partition(":")
        return host == HOST and port.isdigit() and (self._folder / port).is_dir()

    async def start(self) -> Endpoint:
        """The endpoint of a rehearsal that is served here."""
        known = (int(folder.name) for folder in self._folder.glob("*") if folder.name.isdigit())
        for port in (*self._served, *known):
            if await self._is_served(port):
                return _endpoint(port)
        port = free_port()
        await self._serve(port)
        return _endpoint(port)

    async def serve(self, endpoint: Endpoint) -> None:
        """Have an endpoint served if it is a rehearsal of ours."""
        if self.is_at(endpoint):
            await self._is_served(int(endpoint.host.partition(":")[2]))

    async def _is_served(self, port: int) -> bool:
        """Whether a rehearsal is served here, from now on at the latest."""
        if port not in self._served and is_free(port):
            with suppress(OSError):
                await self._serve(port)
        return port in self._served

    async def _serve(self, port: int) -> None:
        folder = self._folder / str(port)
        if not self._is_remembered(port):
            shutil.rmtree(folder, ignore_errors=True)
        started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._served[port] = asyncio.create_task(_serve(folder, port, started))
        try:
            await asyncio.shield(started)  # whoever stops waiting does not stop the service
        except Exception:
            del self._served[port]
            raise

    def _is_remembered(self, port: int) -> bool:
        """Whether some job is there."""
        origin = _endpoint(port).origin
        return any(record.endpoint.origin == origin for record in self._records.jobs())


def _endpoint(port: int) -> Endpoint:
    return azure(f"http://{HOST}:{port}")


async def _serve(folder: Path, port: int, started: "asyncio.Future[None]") -> None:
    """Serve until cancelled; `started` tells when that goes on, or why it does not."""
    try:
        async with serving(Rehearsal(folder), port):
            started.set_result(None)
            await asyncio.Event().wait()
    except Exception as error:
        if started.done():
            raise
        started.set_exception(error)
