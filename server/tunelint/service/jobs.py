"""Jobs: made once, followed by their events, steered."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from typing import Literal

from tunelint.service.connection import Connection
from tunelint.service.errors import Refused, Unanswered
from tunelint.service.files import CLOCKS_DIFFER, Files
from tunelint.service.metrics import Metrics, read_results
from tunelint.service.once import once
from tunelint.service.order import Intent, Order
from tunelint.service.pages import pages
from tunelint.service.records import Checkpoint, Event, Job

PATH = ("fine_tuning", "jobs")
PAGE = {"limit": "100"}

Step = Literal["cancel", "pause", "resume"]
LEADS_TO = {
    "cancel": frozenset({"cancelling", "cancelled"}),
    "pause": frozenset({"pausing", "paused"}),
    "resume": frozenset({"resuming", "queued", "running"}),
}
"""The states in which what was asked for is done or under way, maybe by an earlier request."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of one endpoint."""

    _connection: Connection
    _files: Files

    async def create(self, order: Order, intent: Intent) -> Job:
        """The job of that intent: the one there is, or a new one.

        Raises `Unanswered` when the answer is lost and no job is listed: the service may still be
        making it. To create with the same intent later looks for it first.
        """
        api = self._connection.endpoint.api
        body = order.body(api, intent)

        async def post() -> Job:
            return Job.read(await self._connection.post_once(*PATH, body=body))

        async def find() -> Job | None:
            return await self.find(order, intent)

        existing = await find()
        if existing:
            return existing
        try:
            return await once(post, find, self._connection.clock, may_repeat=False)
        except Unanswered as error:
            error.advice = "There may be a job all the same: submitting again looks for it first."
            raise

    async def find(self, order: Order, intent: Intent) -> Job | None:
        """The job that was made of an intent, if it is listed."""
        api = self._connection.endpoint.api
        async for page in pages(self._connection, *PATH, params=PAGE):
            jobs = [Job.read(table) for table in page]
            for job in jobs:
                if order.is_met_by(job, api, intent):
                    return job
            if all(0 < job.created_at < intent.at - CLOCKS_DIFFER for job in jobs):
                return None
        return None

    async def get(self, job_id: str) -> Job:
        """A job as it is now."""
        return Job.read(await self._connection.get(*PATH, job_id))

    async def all(self) -> AsyncIterator[Job]:
        """All jobs, in the service's order: the youngest first."""
        async for page in pages(self._connection, *PATH, params=PAGE):
            for table in page:
                yield Job.read(table)

    async def events(self, job_id: str, known: Collection[str] = ()) -> tuple[Event, ...]:
        """The events whose ids are not known yet, each once, in the order of their times."""
        found: dict[str, Event] = {}
        async for page in pages(self._connection, *PATH, job_id, "events", params=PAGE):
            events = [Event.read(table) for table in page]
            found.update((event.id, event) for event in events if event.id not in known)
            if _leads_back(events) and all(event.id in known for event in events):
                break
        # Services list the youngest first: turned around, those of one second are in order.
        oldest_first = [*found.values()][::-1]
        return tuple(sorted(oldest_first, key=lambda event: event.created_at))

    async def checkpoints(self, job_id: str) -> tuple[Checkpoint, ...]:
        """The checkpoints, by their steps."""
        found: dict[str, Checkpoint] = {}
        async for page in pages(self._connection, *PATH, job_id, "checkpoints", params=PAGE):
            checkpoints = (Checkpoint.read(table) for table in page)
            found.update((checkpoint.id, checkpoint) for checkpoint in checkpoints)
        return tuple(sorted(found.values(), key=lambda checkpoint: checkpoint.step))

    async def results(self, job: Job) -> tuple[Metrics, ...]:
        """What a job measured, of its results files."""
        contents = [await self._files.content(file_id) for file_id in job.result_files]
        metrics = (each for content in contents for each in read_results(content))
        return tuple(sorted(metrics, key=lambda each: each.step or 0))

    async def steer(self, job_id: str, step: Step) -> Job:
        """Cancel, pause or resume a job. What is so already is no error."""
        try:
            # Without a body, gateways answer 411.
            return Job.read(await self._connection.post(*PATH, job_id, step, body={}))
        except Refused:
            job = await self.get(job_id)
            if job.status in LEADS_TO[step]:
                return job
            raise


def _leads_back(events: list[Event]) -> bool:
    """Whether a page goes from younger events to older ones, and so do the pages after it."""
    return bool(events) and events[0].created_at > events[-1].created_at
