"""Follows a job to its end."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass

from tunelint.service.clock import Clock
from tunelint.service.errors import ServiceError
from tunelint.service.jobs import Jobs
from tunelint.service.records import Event, Job


@dataclass(frozen=True, slots=True)
class Update:
    """A job as it is now, and what happened since the last update.

    `trouble` is why the service can't be asked at the moment; the job is then as it was.
    """

    job: Job
    events: tuple[Event, ...] = ()
    trouble: ServiceError | None = None


async def follow(
    jobs: Jobs, job_id: str, clock: Clock, known: Collection[str] = ()
) -> AsyncIterator[Update]:
    """Updates until the job has ended; `known` are the ids of events that were told already.

    Questions become rare while nothing happens. Trouble that passes does not end it.
    """
    seen = set(known)
    last: Job | None = None
    waits = clock.polls()
    while True:
        try:
            job = await jobs.get(job_id)
            events = await jobs.events(job_id, seen)
        except ServiceError as error:
            if last is None or not error.is_passing:
                raise
            yield Update(last, trouble=error)
        else:
            seen.update(event.id for event in events)
            if events or job != last:
                yield Update(job, events)
                waits = clock.polls()
            if job.has_ended:
                return
            last = job
        await clock.sleep(next(waits))
