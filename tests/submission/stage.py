"""Datasets on the disk, a rehearsal to send them to, and a life that can end at any moment."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx

from rehearsal.stage import Clock as ServiceTime
from rehearsal.stage import Sleeps
from tunelint.rehearsal import Rehearsal, serving
from tunelint.service import (
    Clock,
    Endpoint,
    FineTuning,
    Intent,
    Job,
    api_key,
    azure,
    azure_dated,
    openai,
)
from tunelint.submission import JobRecord, Plan, Records, Wish, follow, plan, submit, untold

KEY = "sk-0123456789-never-shown"
MODEL = "gpt-4.1-2025-04-14"
APIS = ("v1", "dated", "openai")


def chat(text: str, role: str = "user") -> dict[str, Any]:
    said = {"role": "assistant", "content": f"{text} to you, too."}
    return {"messages": [{"role": role, "content": text}, said]}


def write(path: Path, rows: Iterable[object]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def datasets(folder: Path) -> Wish:
    """A training file and a validation file that no service has anything against."""
    training = write(folder / "train.jsonl", [chat(f"Hello {number}") for number in range(12)])
    validation = write(folder / "valid.jsonl", [chat(f"Good day {number}") for number in range(12)])
    return Wish(training, MODEL, validation, hyperparameters={"n_epochs": 1})


class Killed(BaseException):
    """The process is no more."""


@dataclass
class Life:
    """Ends at one of its moments, if it is told at which."""

    ends_at: int | None = None
    moments: int = 0

    def pass_moment(self) -> None:
        if self.moments == self.ends_at:
            raise Killed
        self.moments += 1


@dataclass
class Wire(httpx.AsyncBaseTransport):
    """The network, with what was sent over it. A life may end before a request and after it."""

    life: Life = field(default_factory=Life)
    sent: list[str] = field(default_factory=list)
    on_request: Callable[[httpx.Request], None] = lambda request: None

    def __post_init__(self) -> None:
        self._network = httpx.AsyncHTTPTransport(verify=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.life.pass_moment()
        self.sent.append(f"{request.method} {request.url.path}")
        self.on_request(request)
        response = await self._network.handle_async_request(request)
        try:
            self.life.pass_moment()
        except Killed:
            await response.aclose()
            raise
        return response

    async def aclose(self) -> None:
        await self._network.aclose()


class MortalRecords(Records):
    """Records, before and after whose writing a life may end."""

    def __init__(self, folder: Path, life: Life) -> None:
        super().__init__(folder)
        self._life = life

    def keep(self, record: JobRecord) -> None:
        self._life.pass_moment()
        super().keep(record)
        if not record.ended:  # else all is done, and there is nothing to take up
            self._life.pass_moment()

    def keep_file(self, *what: Any) -> None:
        self._life.pass_moment()
        super().keep_file(*what)
        self._life.pass_moment()


@dataclass
class Scene:
    """A rehearsal, and somebody who submits to it, by one clock that nobody waits for."""

    address: str
    rehearsal: Rehearsal
    time: ServiceTime
    folder: Path

    @asynccontextmanager
    async def service(
        self, api: str = "v1", transport: httpx.AsyncBaseTransport | None = None
    ) -> AsyncIterator[FineTuning]:
        endpoint = self.endpoint(api)
        clock = Clock(now=self.time, sleep=self._sleep, chance=lambda: 0.0)
        credential = api_key(KEY, endpoint)
        async with FineTuning(endpoint, credential, clock=clock, transport=transport) as service:
            yield service

    def endpoint(self, api: str = "v1") -> Endpoint:
        makes: dict[str, Callable[[], Endpoint]] = {
            "v1": lambda: azure(self.address),
            "dated": lambda: azure_dated(self.address, "2025-04-01-preview"),
            "openai": lambda: openai(f"{self.address}/v1"),
        }
        return makes[api]()

    def plan(self, wish: Wish, api: str = "v1") -> Plan:
        return plan(wish, self.endpoint(api))

    async def submit(
        self, planned: Plan, life: Life | None = None, wire: Wire | None = None
    ) -> Job:
        """Submit and follow, until the job has ended or the life."""
        life = life or Life()
        records = MortalRecords(self.folder, life)
        api = {self.endpoint(api): api for api in APIS}[planned.endpoint]
        async with self.service(api, wire or Wire(life)) as service:
            done = await submit(planned, service, records, Intent(self.time()), untold)
            job = done.job
            async for update in follow(service, done.record, records):
                job = update.job
        return job

    async def there(self) -> tuple[list[Job], list[str]]:
        """The jobs at the service, and the names of the files that were sent."""
        self.rehearsal.faults.set([])
        async with self.service() as service:
            jobs = [job async for job in service.jobs.all()]
            files = [file.name async for file in service.files.all() if file.purpose == "fine-tune"]
        return jobs, sorted(files)

    async def _sleep(self, seconds: float) -> None:
        self.time.now += seconds


@asynccontextmanager
async def scene(folder: Path, **options: Any) -> AsyncIterator[Scene]:
    time = ServiceTime(step=0.2)
    options = {"sleep": Sleeps(), "chance": Random(7), "speed": 20, **options}
    rehearsal = Rehearsal(folder / "service", clock=time, **options)
    async with serving(rehearsal) as address:
        yield Scene(address, rehearsal, time, folder / "state")
