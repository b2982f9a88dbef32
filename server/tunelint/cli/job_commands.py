"""`tunelint jobs`: lists, shows, follows and steers."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tunelint.cli.followed import follow_any, follow_job, write_event
from tunelint.cli.outcome import Outcome
from tunelint.cli.serving import outcome_of
from tunelint.cli.signing_in import find_credential, find_endpoint
from tunelint.service import Checkpoint, FineTuning, Job, ServiceError
from tunelint.submission import Records


def run(options: Namespace) -> Outcome:
    """Do what the command says."""
    try:
        return asyncio.run(_run(options))
    except ServiceError as error:
        return outcome_of(error)


async def _run(options: Namespace) -> Outcome:
    endpoint = find_endpoint(options.endpoint)
    async with FineTuning(endpoint, find_credential(endpoint)) as service:
        match options.act:
            case "list":
                await _list(service)
            case "show":
                await _show(service, options.job)
            case "events":
                for event in await service.jobs.events(options.job):
                    write_event(event)
            case "follow":
                records = Records()
                record = records.of_job(options.job, endpoint)
                if record:
                    return await follow_job(service, record, records)
                return await follow_any(service, options.job)
            case "cancel" | "pause" | "resume":
                job = await service.jobs.steer(options.job, options.act)
                print(f"{job.id}: {job.status}")
    return Outcome.CLEAN


async def _list(service: FineTuning) -> None:
    names = {each.job_id: Path(each.training.path).name for each in Records().jobs()}
    rows = [
        (
            job.id,
            job.status,
            _moment(job.created_at),
            names.get(job.id, job.training_file),
            _model(job),
        )
        async for job in service.jobs.all()
    ]
    if not rows:
        print(f"There are no jobs at {service.endpoint.title}.", file=sys.stderr)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


async def _show(service: FineTuning, job_id: str) -> None:
    job = await service.jobs.get(job_id)
    print(*_lines(job), sep="\n")
    for checkpoint in await service.jobs.checkpoints(job_id):
        print(_checkpoint(checkpoint))


def _lines(job: Job) -> Iterator[str]:
    told = {
        "job": job.id,
        "status": job.status,
        "model": job.model,
        "tuned model": job.tuned_model,
        "method": job.method,
        "suffix": job.suffix,
        "seed": job.seed,
        "training file": job.training_file,
        "validation file": job.validation_file,
        "created": _moment(job.created_at),
        "finished": job.finished_at and _moment(job.finished_at),
        "trained tokens": job.trained_tokens and f"{job.trained_tokens:,}",
        "results": ", ".join(job.result_files),
        "error": job.error and job.error.message,
    }
    for name, value in told.items():
        if value not in (None, ""):
            yield f"{name + ':':17}{value}"


def _checkpoint(checkpoint: Checkpoint) -> str:
    metrics = checkpoint.metrics
    losses = {
        "training loss": metrics.train_loss,
        "validation loss": metrics.full_valid_loss or metrics.valid_loss,
    }
    told = ", ".join(f"{name} {loss:.4f}" for name, loss in losses.items() if loss is not None)
    return f"{'checkpoint:':17}step {checkpoint.step}: {checkpoint.model} ({told})"


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")


def _model(job: Job) -> str:
    return job.tuned_model or job.model
