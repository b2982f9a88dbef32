"""Follows a job from where it was left, and remembers what was told."""

from collections.abc import AsyncIterator
from dataclasses import replace

from tunelint.service import FineTuning, Update
from tunelint.submission.records import JobRecord, Records
from tunelint.submission.remarks import remarks

MOST_HEARD = 200
"""Remarks that are remembered of a job: services themselves tell of samples."""


async def follow(service: FineTuning, record: JobRecord, records: Records) -> AsyncIterator[Update]:
    """Updates of a job until it has ended. One is told when the next one is asked for."""
    async for update in service.follow(record.job_id, record.told):
        yield update
        record = after(record, update)
        records.renew(record)


def after(record: JobRecord, update: Update) -> JobRecord:
    """The record of a job when an update was told."""
    job, events = update.job, update.events
    of_lines = (each for each in remarks(record, job, events) if each.row is not None)
    return replace(
        record.saw(job),
        told=(*record.told, *(event.id for event in events)),
        ended=job.status if job.has_ended and not update.trouble else "",
        heard=tuple(dict.fromkeys((*record.heard, *of_lines)))[:MOST_HEARD],
    )
