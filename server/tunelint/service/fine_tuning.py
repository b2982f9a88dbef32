"""A fine-tuning service: everything that is asked of it goes through here."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx

from tunelint.profiles import profile
from tunelint.service.clock import Clock
from tunelint.service.connection import connect
from tunelint.service.credential import Credential
from tunelint.service.endpoint import Endpoint
from tunelint.service.files import Files
from tunelint.service.following import Update, follow
from tunelint.service.jobs import Jobs
from tunelint.service.multipart import Progress, unheard
from tunelint.service.records import ServiceFile
from tunelint.service.uploads import Keep, NoUploads, Upload, Uploads, forgotten


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that has reached the service, and by which way, in words."""

    file: ServiceFile
    way: str


class FineTuning:
    """A service at an endpoint. Whatever fails raises a `ServiceError`; any call may be cancelled.

    `transport` stands for the network, which otherwise is reached as the environment says.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        credential: Credential,
        *,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.endpoint = endpoint
        self._clock = clock or Clock()
        self._connection = connect(endpoint, credential, self._clock, transport)
        self.files = Files(self._connection)
        self.uploads = Uploads(self._connection, self.files)
        self.jobs = Jobs(self._connection, self.files)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connection.aclose()

    async def send(
        self,
        path: Path,
        name: str,
        progress: Progress = unheard,
        *,
        md5: str = "",
        begun: Upload | None = None,
        keep: Keep = forgotten,
    ) -> Sent:
        """Send a file under a name: a large one in parts, if some API of the endpoint takes them.

        A name that holds a hash of the content lets the file be found again for sure. With the
        `md5` of the content, the service can tell whether the parts make it up.
        """
        if path.stat().st_size <= most_in_one_request(self.endpoint):
            return Sent(await self.files.send(path, name, progress), "in one request")
        try:
            file, upload = await self.uploads.send(
                path, name, progress, md5=md5, begun=begun, keep=keep
            )
        except NoUploads:
            file = await self.files.send(path, name, progress)
            return Sent(file, "in one request, since nothing here takes uploads in parts")
        return Sent(file, f"in {len(upload.parts)} parts through {upload.place}")

    def follow(self, job_id: str, known: Collection[str] = ()) -> AsyncIterator[Update]:
        """Updates of a job until it has ended; `known` are ids of events told already."""
        return follow(self.jobs, job_id, self._clock, known)


def most_in_one_request(endpoint: Endpoint) -> int:
    """The size up to which a file does not go up in parts."""
    return profile("azure" if endpoint.api.is_azure else "openai").upload_bytes_advised.value
