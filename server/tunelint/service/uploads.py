"""Large files, sent in parts. An upload that was interrupted goes on with the parts it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tunelint.profiles import rest
from tunelint.service.connection import Connection
from tunelint.service.errors import Denied, NotFound, Refused, ServiceError, Unanswered
from tunelint.service.files import PURPOSE, Files
from tunelint.service.multipart import MEDIA_TYPE, Form, Progress, Span, unheard
from tunelint.service.once import once
from tunelint.service.reading import moment, table_of, text
from tunelint.service.records import ServiceFile

GONE = (404, 410)
"""The statuses that an upload is gone with, whatever the words."""

ENDED = ("expired", "cancelled")
"""What the words say of an upload that is gone when the status is another one."""


class NoUploads(ServiceError):
    """No API of the endpoint takes uploads in parts."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload under way, without secrets: what is to be kept of it to go on after a break.

    `place` is the URL that it was begun at. `md5` and `size` are those of the whole file, the one
    empty if nobody knew it, and `parts` the names of what the service has of it, in order, each of
    `part_size` bytes.
    """

    id: str
    place: str
    name: str
    size: int
    md5: str
    part_size: int
    begun_at: float
    expires_at: float | None
    parts: tuple[str, ...] = ()

    @property
    def sent(self) -> int:
        """How many bytes the service has."""
        return min(len(self.parts) * self.part_size, self.size)


Keep = Callable[[Upload], None]
"""Is given the upload after each part, to write it down."""


def forgotten(upload: Upload) -> None:
    """For those who begin anew after a break."""


def part_size() -> int:
    """How many bytes go up in a part."""
    limit = rest().part_bytes_max
    return limit.doubtful_from or limit.value


@dataclass(frozen=True, slots=True)
class Uploads:
    """The uploads in parts of one endpoint, or of its neighbours where it takes none itself."""

    _connection: Connection
    _files: Files

    async def send(
        self,
        path: Path,
        name: str,
        progress: Progress = unheard,
        *,
        md5: str = "",
        begun: Upload | None = None,
        keep: Keep = forgotten,
    ) -> tuple[ServiceFile, Upload]:
        """Send a file in parts, the rest of it only if it was `begun` and is the same still.

        The service holds what it gets against the `md5`. Raises `NoUploads` when no API here takes
        any.
        """
        size = path.stat().st_size
        if begun and self._goes_on(begun, name, size, md5):
            try:
                return await self._finish(path, begun, progress, keep)
            except Refused as error:
                # Expired, or parts that are not of this content: all of it is sent then.
                if error.is_passing or isinstance(error, Denied):
                    raise
        return await self._anew(path, name, size, md5, progress, keep)

    async def cancel(self, upload: Upload) -> None:
        """Have the parts removed. What has expired already is no error."""
        try:
            await self._at(upload).post("uploads", upload.id, "cancel", body={})
        except Refused as error:
            if not _is_over(error):
                raise

    def _goes_on(self, begun: Upload, name: str, size: int, md5: str) -> bool:
        is_same = (begun.name, begun.size, begun.md5) == (name, size, md5)
        is_over = begun.expires_at is not None and begun.expires_at <= self._connection.clock.now()
        places = (place.url("uploads") for place in self._connection.endpoint.places_for_parts())
        return is_same and not is_over and begun.place in places

    async def _anew(
        self, path: Path, name: str, size: int, md5: str, progress: Progress, keep: Keep
    ) -> tuple[ServiceFile, Upload]:
        """Begin and finish; once more if the upload expires meanwhile."""
        upload = await self._begin(name, size, md5)
        keep(upload)
        try:
            return await self._finish(path, upload, progress, keep)
        except Refused as error:
            if not _is_over(error):
                raise
        upload = await self._begin(name, size, md5)
        keep(upload)
        return await self._finish(path, upload, progress, keep)

    async def _begin(self, name: str, size: int, md5: str) -> Upload:
        body = {"filename": name, "purpose": PURPOSE, "bytes": size, "mime_type": MEDIA_TYPE}
        for place in self._connection.endpoint.places_for_parts():
            begun_at = self._connection.clock.now()
            try:
                answer = await self._connection.at(place).post("uploads", body=body)
            except NotFound:
                continue
            return Upload(
                id=text(answer, "id"),
                place=place.url("uploads"),
                name=name,
                size=size,
                md5=md5,
                part_size=part_size(),
                begun_at=begun_at,
                expires_at=moment(answer, "expires_at"),
            )
        raise NoUploads(f"{self._connection.endpoint.title} takes no uploads in parts.")

    async def _finish(
        self, path: Path, upload: Upload, progress: Progress, keep: Keep
    ) -> tuple[ServiceFile, Upload]:
        connection = self._at(upload)
        while upload.sent < upload.size:
            part = await self._send_part(connection, path, upload, progress)
            upload = replace(upload, parts=(*upload.parts, part))
            keep(upload)
        return await self._complete(connection, upload), upload

    async def _send_part(
        self, connection: Connection, path: Path, upload: Upload, progress: Progress
    ) -> str:
        span = Span(path, upload.sent, min(upload.part_size, upload.size - upload.sent))

        def overall(sent: int, _: int) -> None:
            progress(upload.sent + sent, upload.size)

        form = Form({}, "data", upload.name, span, overall)
        # A part whose answer is lost is sent again: what no list of parts names is not used.
        return text(await connection.post("uploads", upload.id, "parts", body=form), "id")

    async def _complete(self, connection: Connection, upload: Upload) -> ServiceFile:
        hashed = {"md5": upload.md5} if upload.md5 else {}
        body = {"part_ids": list(upload.parts), **hashed}

        async def post() -> ServiceFile:
            answer = await connection.post_once("uploads", upload.id, "complete", body=body)
            file = ServiceFile.read(table_of(answer, "file"))
            if not file.id:
                raise Unanswered("The upload is complete, but its file is not named.")
            return file

        async def find() -> ServiceFile | None:
            return await self._files.find(upload.name, upload.size, since=upload.begun_at)

        return await once(post, find, connection.clock)

    def _at(self, upload: Upload) -> Connection:
        places = self._connection.endpoint.places_for_parts()
        return next(
            self._connection.at(place) for place in places if place.url("uploads") == upload.place
        )


def _is_over(error: Refused) -> bool:
    """Whether an upload is gone: expired, cancelled, or never heard of."""
    if isinstance(error, Denied):
        return False
    return error.status in GONE or any(word in error.message.lower() for word in ENDED)
