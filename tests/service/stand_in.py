"""A service on this computer that keeps files, uploads and jobs, and fails on demand.

It knows just enough to be asked by the client; the requests are held against the official
documents by `official.py`.
"""

import asyncio
import json
import re
from asyncio import StreamReader, StreamWriter
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from service.requests import Request, read_request

Table = dict[str, Any]


@dataclass
class Fault:
    """What answers a request that is not carried out, or that is all the same.

    Without a status, the connection is closed without an answer.
    """

    status: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    body: Any = None
    is_carried_out: bool = False


@dataclass
class StandIn:
    """What the service holds, what it was asked, and what is to fail, by the route.

    `missing` is a pattern of paths that it does not know, and `forgets` are fields of a job that it
    does not keep. `file_statuses` and `job_statuses` are told one after the other, the last one for
    good.
    """

    now: Callable[[], float]
    requests: list[Request] = field(default_factory=list)
    faults: defaultdict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    missing: str = "(?!)"
    files: dict[str, Table] = field(default_factory=dict)
    uploads: dict[str, Table] = field(default_factory=dict)
    jobs: dict[str, Table] = field(default_factory=dict)
    events: dict[str, list[Table]] = field(default_factory=dict)
    checkpoints: dict[str, list[Table]] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    file_statuses: list[str] = field(default_factory=lambda: ["processed"])
    job_statuses: list[str] = field(default_factory=lambda: ["running"])
    forgets: tuple[str, ...] = ()
    port: int = 0
    _numbers: Any = field(default_factory=count)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asked(self, route: str) -> list[Request]:
        """The requests of a route such as `POST /files`."""
        return [request for request in self.requests if request.route == route]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["StandIn"]:
        handlers: set[asyncio.Task[None] | None] = set()

        async def handle(reader: StreamReader, writer: StreamWriter) -> None:
            handlers.add(asyncio.current_task())
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                try:
                    while await self._serve(reader, writer):
                        pass
                finally:
                    writer.close()
                    await writer.wait_closed()

        server = await asyncio.start_server(handle, "127.0.0.1", limit=1 << 20)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield self
            for task in filter(None, handlers):
                task.cancel()
            await asyncio.gather(*filter(None, handlers))

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> bool:
        request = await read_request(reader)
        self.requests.append(request)
        fault = self.faults[request.route].pop(0) if self.faults[request.route] else None
        status, answer = (0, None) if fault and not fault.is_carried_out else self._answer(request)
        if fault:
            if not fault.status:
                return False
            status, answer = fault.status, fault.body
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        fields = {"Content-Length": str(len(body)), **(fault.fields if fault else {})}
        lines = [f"HTTP/1.1 {status} As it is", *(f"{name}: {fields[name]}" for name in fields)]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        return fields["Content-Length"] == str(len(body))

    def _answer(self, request: Request) -> tuple[int, Any]:
        if re.search(self.missing, request.path):
            return _error(404, "Resource not found")
        steps: list[str] = request.resource.strip("/").split("/")
        made = 201 if request.is_dated else 200
        match (request.method, *steps):
            case "POST", "files":
                return made, self._new_file(request.form["filename"], request.file_size)
            case "GET", "files":
                return 200, _page([*self.files.values()], request, has_more=not request.is_dated)
            case "GET", "files", name if name in self.files:
                self.files[name]["status"] = _next(self.file_statuses)
                return 200, self.files[name]
            case "GET", "files", name, "content" if name in self.contents:
                return 200, self.contents[name]
            case "DELETE", "files", name if self.files.pop(name, None):
                return 200, {"id": name, "object": "file", "deleted": True}
            case "POST", "uploads":
                return 200, self._new_upload(request.json)
            case "POST", "uploads", name, step if name in self.uploads:
                return self._upload_step(self.uploads[name], step, request)
            case "POST", "fine_tuning", "jobs":
                return made, self._new_job(request)
            case "GET", "fine_tuning", "jobs":
                return 200, _page([*reversed(self.jobs.values())], request)
            case _, "fine_tuning", "jobs", name, *rest if name in self.jobs:
                return self._job_step(self.jobs[name], rest, request)
        return _error(404, "Resource not found")

    def _new_file(self, name: str, size: int) -> Table:
        file: Table = {
            "id": f"file-{next(self._numbers)}",
            "object": "file",
            "filename": name,
            "bytes": size,
            "purpose": "fine-tune",
            "status": "pending",
            "created_at": int(self.now()),
        }
        self.files[file["id"]] = file
        return file

    def _new_upload(self, body: Table) -> Table:
        upload = {**body, "id": f"upload-{next(self._numbers)}", "status": "pending", "parts": {}}
        upload["expires_at"] = int(self.now()) + 3_600
        self.uploads[upload["id"]] = upload
        return upload

    def _upload_step(self, upload: Table, step: str, request: Request) -> tuple[int, Any]:
        if upload["status"] != "pending" or upload["expires_at"] <= self.now():
            return _error(400, f"Upload {upload['id']} is expired.")
        match step:
            case "parts":
                name = f"part-{next(self._numbers)}"
                upload["parts"][name] = (request.file_size, request.file_md5)
                return 200, {"id": name, "object": "upload.part", "upload_id": upload["id"]}
            case "complete":
                sizes = [upload["parts"][name][0] for name in request.json["part_ids"]]
                if sum(sizes) != upload["bytes"]:
                    return _error(400, "The number of bytes does not match.")
                upload["status"] = "completed"
                file = self._new_file(upload["filename"], upload["bytes"])
                return 200, {**upload, "file": file}
        upload["status"] = "cancelled"
        return 200, upload

    def _new_job(self, request: Request) -> Table:
        body = {key: value for key, value in request.json.items() if key not in self.forgets}
        suffix = "suffix" if request.is_dated else "user_provided_suffix"
        job = {
            **body,
            "id": f"ftjob-{next(self._numbers)}",
            "object": "fine_tuning.job",
            "status": "validating_files",
            "created_at": int(self.now()),
            suffix: body.get("suffix"),
            "seed": body.get("seed", 7),
        }
        self.jobs[job["id"]] = job
        return job

    def _job_step(self, job: Table, steps: list[str], request: Request) -> tuple[int, Any]:
        match (request.method, *steps):
            case ("GET",):
                job["status"] = _next(self.job_statuses)
            case "GET", "events":
                return 200, _page(self.events.get(job["id"], []), request)
            case "GET", "checkpoints":
                return 200, _page(self.checkpoints.get(job["id"], []), request)
            case "POST", step:
                wanted = {"cancel": "cancelled", "pause": "pausing", "resume": "resuming"}[step]
                if job["status"] == wanted:
                    return _error(400, f"Job is already {wanted}.")
                job["status"] = wanted
                self.job_statuses = [wanted]
        return 200, job


def _error(status: int, message: str) -> tuple[int, Any]:
    return status, {"error": {"code": str(status), "message": message}}


def _next(statuses: list[str]) -> str:
    return statuses.pop(0) if len(statuses) > 1 else statuses[0]


def _page(tables: list[Table], request: Request, *, has_more: bool = True) -> Table:
    limit, after = int(request.query.get("limit", 10_000)), request.query.get("after")
    ids = [table.get("id") for table in tables]
    start = ids.index(after) + 1 if after else 0
    page = {"object": "list", "data": tables[start : start + limit]}
    return {**page, "has_more": start + limit < len(tables)} if has_more else page
