"""Files at the service: sent, awaited, found again, removed."""

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tunelint.service.connection import Connection
from tunelint.service.endpoint import Api
from tunelint.service.errors import FileRejected, NotFound
from tunelint.service.multipart import Form, Progress, unheard, whole
from tunelint.service.once import once
from tunelint.service.pages import pages
from tunelint.service.records import ServiceFile

PURPOSE = "fine-tune"
CLOCKS_DIFFER = 300
"""By how many seconds the service's clock may differ from ours."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one endpoint."""

    _connection: Connection

    async def send(self, path: Path, name: str, progress: Progress = unheard) -> ServiceFile:
        """Send a file in one request, under a name.

        When the answer is lost, the file may be there all the same: it is looked for before it is
        sent again.
        """
        span, begun = whole(path), self._connection.clock.now()
        form = Form({"purpose": PURPOSE}, "file", name, span, progress)

        async def post() -> ServiceFile:
            return ServiceFile.read(await self._connection.post_once("files", body=form))

        async def find() -> ServiceFile | None:
            return await self.find(name, span.size, since=begun)

        return await once(post, find, self._connection.clock)

    async def find(self, name: str, size: int, *, since: float = 0) -> ServiceFile | None:
        """A file of that name and size that may still be used, the youngest one."""
        found = [
            file
            async for file in self.all()
            if (file.name, file.size) == (name, size)
            and file.created_at >= since - CLOCKS_DIFFER
            and not file.is_rejected
        ]
        return max(found, key=lambda file: file.created_at, default=None)

    async def get(self, file_id: str) -> ServiceFile:
        """A file as it is now."""
        return ServiceFile.read(await self._connection.get("files", file_id))

    async def all(self) -> AsyncIterator[ServiceFile]:
        """The files for fine-tuning."""
        # Azure's v1 documents no pages of files, and a resource holds a hundred at most.
        params = {"purpose": PURPOSE}
        if self._connection.endpoint.api is Api.OPENAI:
            params["limit"] = "1000"
        async for page in pages(self._connection, "files", params=params):
            for table in page:
                yield ServiceFile.read(table)

    async def processed(
        self, file_id: str, told: Callable[[ServiceFile], None] = lambda file: None
    ) -> ServiceFile:
        """Wait until a job can be made of the file. `told` gets it each time that it is asked for.

        Raises `FileRejected` when that will never be.
        """
        waits = self._connection.clock.polls()
        while not (file := await self.get(file_id)).is_processed:
            told(file)
            if file.is_rejected:
                raise FileRejected(file.details or f"The service's file is in state {file.status}.")
            await self._connection.clock.sleep(next(waits))
        told(file)
        return file

    async def content(self, file_id: str) -> bytes:
        """The bytes of a file; for results, which are small."""
        return await self._connection.read("files", file_id, "content")

    async def delete(self, file_id: str) -> None:
        """Remove a file. What is gone already is no error."""
        with suppress(NotFound):
            await self._connection.delete("files", file_id)
