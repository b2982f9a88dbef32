"""What can be asked for: the operations of the API, by their names and paths."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple

from tunelint.rehearsal import shapes
from tunelint.rehearsal.connection import Answer
from tunelint.rehearsal.dialect import Dialect
from tunelint.rehearsal.exchange import Exchange, content, told
from tunelint.rehearsal.faults import EXPIRE, FAIL, REPEAT, SHUFFLE
from tunelint.rehearsal.forms import read_form
from tunelint.rehearsal.job import Event, Job
from tunelint.rehearsal.jobs import Jobs
from tunelint.rehearsal.refusal import invalid
from tunelint.rehearsal.store import Clock, Store, StoredFile, Upload

METADATA = re.compile(r"metadata\[(.+)\]")


@dataclass(frozen=True, slots=True)
class Service:
    """What the operations work on."""

    store: Store
    jobs: Jobs
    clock: Clock


Operate = Callable[[Service, Exchange], Awaitable[Answer]]


class Operation(NamedTuple):
    """An operation; `{id}` in its path stands for any id. Some dialects have it, or all."""

    name: str
    method: str
    path: str
    operate: Operate
    only_in: Dialect | None = None

    def takes(self, method: str, path: str, dialect: Dialect) -> str | None:
        """The id in a path that is this operation's, empty when it has none, else None."""
        if self.method != method or self.only_in not in (None, dialect):
            return None
        pattern = re.escape(self.path).replace(r"\{id\}", "([^/]+)")
        match = re.fullmatch(pattern, path)
        return match and "".join(match.groups())


async def create_file(service: Service, exchange: Exchange) -> Answer:
    """Take over a file that comes as a form."""
    incoming = service.store.incoming()
    try:
        with incoming.open("wb") as sink:
            form = await read_form(exchange.request, "file", sink)
        seconds = form.get("expires_after[seconds]") or form.get("expires_after.seconds")
        if seconds and not seconds.isdecimal():
            raise invalid(f"Invalid value for 'expires_after[seconds]': {seconds}")
        file = service.store.add_file(
            incoming,
            form.get("file", ""),
            form.get("purpose", ""),
            float(seconds) if seconds else None,
        )
    finally:
        incoming.unlink(missing_ok=True)
    return exchange.created(shapes.file_shape(file, service.store, exchange.dialect))


async def list_files(service: Service, exchange: Exchange) -> Answer:
    """List the files of a purpose, or all."""
    purpose = exchange.request.query.get("purpose")
    files = [file for file in service.store.files if purpose in (None, file.purpose)]
    some, has_more = exchange.page(files, _id, 10_000)
    told_files = [_file(service, exchange, file) for file in some]
    if exchange.dialect is Dialect.AZURE_DATED:
        return told({"object": "list", "data": told_files})
    return told(shapes.page_shape(told_files, has_more=has_more))


async def get_file(service: Service, exchange: Exchange) -> Answer:
    """Tell of a file."""
    return told(_file(service, exchange, service.store.files[exchange.id]))


async def get_content(service: Service, exchange: Exchange) -> Answer:
    """Send what a file holds."""
    return content(service.store.path(service.store.files[exchange.id].id))


async def delete_file(service: Service, exchange: Exchange) -> Answer:
    """Delete a file."""
    service.store.remove_file(exchange.id)
    return told({"object": "file", "id": exchange.id, "deleted": True})


async def create_upload(service: Service, exchange: Exchange) -> Answer:
    """Begin an upload in parts."""
    body = await exchange.json()
    size = body.get("bytes")
    if not isinstance(size, int) or size < 1:
        raise invalid(f"Invalid value for 'bytes': {size}", "bytes")
    filename, purpose = str(body.get("filename", "")), str(body.get("purpose", ""))
    return told(_upload(service, exchange, service.store.start_upload(filename, purpose, size)))


async def add_part(service: Service, exchange: Exchange) -> Answer:
    """Take over a part of an upload."""
    upload = _open_upload(service, exchange)
    incoming = service.store.incoming()
    try:
        with incoming.open("wb") as sink:
            await read_form(exchange.request, "data", sink)
        part = service.store.add_part(upload, incoming)
    finally:
        incoming.unlink(missing_ok=True)
    return told(shapes.part_shape(part, upload, service.clock()))


async def complete_upload(service: Service, exchange: Exchange) -> Answer:
    """Make a file of the parts."""
    body = await exchange.json()
    upload = _open_upload(service, exchange)
    parts, md5 = list(body.get("part_ids") or ()), str(body.get("md5") or "")
    whole = await asyncio.to_thread(service.store.join, upload, parts, md5)
    service.store.complete(upload, whole)
    return told(_upload(service, exchange, upload))


async def cancel_upload(service: Service, exchange: Exchange) -> Answer:
    """Give an upload up."""
    upload = _open_upload(service, exchange)
    service.store.end_upload(upload, "cancelled")
    return told(_upload(service, exchange, upload))


async def create_job(service: Service, exchange: Exchange) -> Answer:
    """Make a job."""
    body = await exchange.json()
    job = service.jobs.create(body, exchange.dialect, is_to_fail=FAIL in exchange.faults)
    return exchange.created(shapes.job_shape(job, service.jobs, exchange.dialect))


async def list_jobs(service: Service, exchange: Exchange) -> Answer:
    """List the jobs, those with some metadata or all."""
    pairs = [
        (match[1], value)
        for name, value in exchange.request.query.items()
        if (match := METADATA.fullmatch(name))
    ]
    jobs = [
        job
        for job in service.jobs.kept
        if all(job.order.metadata.get(name) == value for name, value in pairs)
    ]
    some, has_more = exchange.page(jobs, _id, 20)
    told_jobs = [shapes.job_shape(job, service.jobs, exchange.dialect) for job in some]
    return told(shapes.page_shape(told_jobs, has_more=has_more))


async def get_job(service: Service, exchange: Exchange) -> Answer:
    """Tell of a job."""
    return _job(service, exchange, service.jobs.kept[exchange.id])


async def delete_job(service: Service, exchange: Exchange) -> Answer:
    """Forget a job."""
    service.jobs.remove(service.jobs.kept[exchange.id])
    return Answer(204)


async def cancel_job(service: Service, exchange: Exchange) -> Answer:
    """End a job early."""
    job = service.jobs.kept[exchange.id]
    service.jobs.cancel(job)
    return _job(service, exchange, job)


async def pause_job(service: Service, exchange: Exchange) -> Answer:
    """Pause a job."""
    job = service.jobs.kept[exchange.id]
    service.jobs.pause(job)
    return _job(service, exchange, job)


async def resume_job(service: Service, exchange: Exchange) -> Answer:
    """Go on with a job."""
    job = service.jobs.kept[exchange.id]
    service.jobs.resume(job)
    return _job(service, exchange, job)


async def list_events(service: Service, exchange: Exchange) -> Answer:
    """Tell what a job has told, the latest first."""
    events = service.jobs.events(service.jobs.kept[exchange.id])[::-1]
    some, has_more = exchange.page(events, _id, 20)
    told_events = _disturbed(list(some), exchange.faults)
    items = [shapes.event_shape(event, exchange.dialect) for event in told_events]
    return told(shapes.page_shape(items, has_more=has_more))


async def list_checkpoints(service: Service, exchange: Exchange) -> Answer:
    """List the checkpoints of a job, the latest first."""
    job = service.jobs.kept[exchange.id]
    checkpoints = service.jobs.checkpoints(job)[::-1]
    items = [shapes.checkpoint_shape(checkpoint, job) for checkpoint in checkpoints]
    some, has_more = exchange.page(items, lambda item: str(item["id"]), 10)
    return told(shapes.page_shape(list(some), has_more=has_more))


JOBS, UPLOADS = "/fine_tuning/jobs", "/uploads"

OPERATIONS = (
    Operation("create-file", "POST", "/files", create_file),
    Operation("list-files", "GET", "/files", list_files),
    Operation("get-file", "GET", "/files/{id}", get_file),
    Operation("get-content", "GET", "/files/{id}/content", get_content),
    Operation("delete-file", "DELETE", "/files/{id}", delete_file),
    Operation("create-upload", "POST", UPLOADS, create_upload),
    Operation("add-part", "POST", UPLOADS + "/{id}/parts", add_part),
    Operation("complete-upload", "POST", UPLOADS + "/{id}/complete", complete_upload),
    Operation("cancel-upload", "POST", UPLOADS + "/{id}/cancel", cancel_upload),
    Operation("create-job", "POST", JOBS, create_job),
    Operation("list-jobs", "GET", JOBS, list_jobs),
    Operation("get-job", "GET", JOBS + "/{id}", get_job),
    Operation("delete-job", "DELETE", JOBS + "/{id}", delete_job, Dialect.AZURE_DATED),
    Operation("cancel-job", "POST", JOBS + "/{id}/cancel", cancel_job),
    Operation("pause-job", "POST", JOBS + "/{id}/pause", pause_job),
    Operation("resume-job", "POST", JOBS + "/{id}/resume", resume_job),
    Operation("list-events", "GET", JOBS + "/{id}/events", list_events),
    Operation("list-checkpoints", "GET", JOBS + "/{id}/checkpoints", list_checkpoints),
)

NAMES = tuple(operation.name for operation in OPERATIONS)


def _id(item: StoredFile | Job | Event) -> str:
    return item.id


def _file(service: Service, exchange: Exchange, file: StoredFile) -> shapes.Shape:
    return shapes.file_shape(file, service.store, exchange.dialect)


def _upload(service: Service, exchange: Exchange, upload: Upload) -> shapes.Shape:
    return shapes.upload_shape(upload, service.store, exchange.dialect)


def _job(service: Service, exchange: Exchange, job: Job) -> Answer:
    return told(shapes.job_shape(job, service.jobs, exchange.dialect))


def _open_upload(service: Service, exchange: Exchange) -> Upload:
    if EXPIRE in exchange.faults:
        service.store.end_upload(service.store.uploads[exchange.id], "expired")
    return service.store.open_upload(exchange.id)


def _disturbed(events: list[Event], faults: frozenset[str]) -> list[Event]:
    """Events out of order, and some twice, if that is to happen."""
    if SHUFFLE in faults:
        events = events[1::2] + events[::2]
    return [*events, *events[:2]] if REPEAT in faults else events
