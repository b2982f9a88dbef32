"""Follows a job from where it was left, and remembers what was told."""

from collections.abc import AsyncIterator
from dataclasses import replace

from tunelint.service import FineTuning, Update
from tunelint.submission.records import JobRecord, Records


async def follow(service: FineTuning, record: JobRecord, records: Records) -> AsyncIterator[Update]:
    """Updates of a job until it has ended. One is told when the next one is asked for."""
    async for update in service.follow(record.job_id, record.told):
        yield update
        told = (*record.told, *(event.id for event in update.events))
        is_over = update.job.has_ended and not update.trouble
        record = replace(record, told=told, ended=update.job.status if is_over else "")
        records.keep(record)
