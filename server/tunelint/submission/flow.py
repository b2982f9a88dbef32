"""Carries a plan out. Whenever it breaks off, the same plan goes on from there."""

import asyncio
from dataclasses import dataclass, replace

from tunelint.service import FineTuning, Intent, Job, NotFound
from tunelint.submission.delivery import deliver
from tunelint.submission.plan import Plan
from tunelint.submission.records import GONE, JobRecord, Records
from tunelint.submission.stage import Stage, Tell, untold
from tunelint.submission.turns import turn


@dataclass(frozen=True, slots=True)
class Submitted:
    """The job of a plan, and its record. It `is_new` if this submission made it."""

    job: Job
    record: JobRecord
    is_new: bool


async def submit(
    plan: Plan, service: FineTuning, records: Records, intent: Intent, tell: Tell = untold
) -> Submitted:
    """The job of a plan: the one there is, or a new one of that intent.

    While another process submits the same plan, this one waits, and then finds its job. Raises
    `ServiceError`; `FileChanged` and `ContentRejected` are such. A plan that is refused is a
    `ValueError`.
    """
    if plan.is_refused:
        raise ValueError("Files that the service would reject are not sent.")

    def wait() -> None:
        tell(Stage("The same is being submitted already: waiting for that to end."))

    async with turn(records.lock(plan), wait):
        return await _submit(plan, service, records, intent, tell)


async def _submit(
    plan: Plan, service: FineTuning, records: Records, intent: Intent, tell: Tell
) -> Submitted:
    record = records.wanted(plan, intent)
    if record.job_id:
        try:
            return Submitted(await service.jobs.get(record.job_id), record, is_new=False)
        except NotFound:
            records.keep(replace(record, ended=GONE))
            record = records.wanted(plan, intent)
    record = await _delivered(plan, record, service, records, tell)
    for each in plan.files:
        await asyncio.to_thread(each.content.check)
    records.begin(record, plan)
    tell(Stage("Ordering the job"))
    validation = record.validation.id if record.validation else ""
    order = plan.order(record.training.id, validation)
    job = await service.jobs.create(order, record.intent)
    record = record.made(job)
    records.keep(record)
    return Submitted(job, record, is_new=True)


async def _delivered(
    plan: Plan, record: JobRecord, service: FineTuning, records: Records, tell: Tell
) -> JobRecord:
    """The record, with the service's ids of all files in it."""
    for each in plan.files:
        await asyncio.to_thread(each.content.check)
    training = await deliver(plan.training.content, service, records, tell)
    record = replace(record, training=replace(record.training, id=training.id))
    if plan.validation and record.validation:
        validation = await deliver(plan.validation.content, service, records, tell)
        record = replace(record, validation=replace(record.validation, id=validation.id))
    return record
