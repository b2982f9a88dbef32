"""Tells what happens to a job until it has ended."""

import sys
from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from tunelint.cli.datasets import shown
from tunelint.cli.outcome import Outcome
from tunelint.service import Event, FineTuning, Job, NotFound, Update
from tunelint.submission import JobRecord, Records, Remark, follow, remarks


async def follow_job(service: FineTuning, record: JobRecord, records: Records) -> Outcome:
    """Follow a job that was submitted from here, and say which lines the service speaks of."""
    events: list[Event] = []
    job = await _told(follow(service, record, records), record.job_id, events)
    write_remarks(remarks(record, job, events))
    return outcome_of_job(job)


async def follow_any(service: FineTuning, job_id: str) -> Outcome:
    """Follow a job of which nothing is known here."""
    return outcome_of_job(await _told(service.follow(job_id), job_id, []))


def write_event(event: Event) -> None:
    """Write what happened, and when."""
    when = datetime.fromtimestamp(event.created_at).strftime("%H:%M:%S")
    level = "" if event.level == "info" else f"{event.level}: "
    print(f"{when}  {level}{event.message}", flush=True)


def write_remarks(said: Iterable[Remark]) -> None:
    """Write what the service says of lines, as a check would."""
    for remark in said:
        name = str(shown(remark.path))
        if remark.row is not None:
            name += f":{remark.row + 1}:{(remark.column or 0) + 1}"
        changed = "" if remark.is_current else " (of what was sent: the file has changed since)"
        print(f"{name}: {remark.level}[service] {remark.text}{changed}")


def outcome_of_job(job: Job) -> Outcome:
    """Say how a job ended."""
    if job.has_succeeded:
        print(f"{job.id} succeeded: {job.tuned_model}")
        return Outcome.CLEAN
    reason = f": {job.error.message}" if job.error else ""
    print(f"{job.id} {job.status}{reason}")
    return Outcome.FOUND


async def _told(updates: AsyncIterator[Update], job_id: str, events: list[Event]) -> Job:
    """Write states and events as they come, the state first, since it was asked for before.

    The events are in `events` then.
    """
    status, job = "", None
    try:
        async for update in updates:
            job = update.job
            if update.trouble:
                print(f"tunelint: {update.trouble}", file=sys.stderr)
            elif job.status != status and not job.has_ended:
                status = job.status
                print(f"{job_id}: {status}", flush=True)
            for event in update.events:
                write_event(event)
            events += update.events
    except BaseException as error:
        if not (isinstance(error, NotFound) or (job and job.has_ended)):
            print(f"The job goes on: tunelint jobs follow {job_id}", file=sys.stderr)
        raise
    assert job, "a job is told at least once"
    return job
