"""Files, uploads and jobs as each dialect tells of them."""

from __future__ import annotations

from typing import Any

from tunelint.rehearsal.dialect import Dialect
from tunelint.rehearsal.job import SUCCEEDED, Event, Job
from tunelint.rehearsal.jobs import Jobs, results_id
from tunelint.rehearsal.order import AUTO
from tunelint.rehearsal.store import Store, StoredFile, Upload
from tunelint.rehearsal.timeline import Checkpoint, Timeline

Shape = dict[str, Any]

DATED_STATUSES = {"validating_files": "pending", "queued": "pending"}
"""The dated APIs have no names for these; all other statuses are the same everywhere."""

DATED_LEVELS = {"warn": "warning"}


def file_shape(file: StoredFile, store: Store, dialect: Dialect) -> Shape:
    """A file."""
    waiting = "uploaded" if dialect is Dialect.OPENAI else "pending"
    shape = {
        "object": "file",
        "id": file.id,
        "bytes": file.bytes,
        "created_at": int(file.created_at),
        "filename": file.filename,
        "purpose": file.purpose,
        "status": "processed" if store.is_ready(file) else waiting,
    }
    return shape if file.expires_at is None else {**shape, "expires_at": int(file.expires_at)}


def upload_shape(upload: Upload, store: Store, dialect: Dialect) -> Shape:
    """An upload in parts, with the file that it became."""
    shape = {
        "object": "upload",
        "id": upload.id,
        "bytes": upload.bytes,
        "created_at": int(upload.created_at),
        "filename": upload.filename,
        "purpose": upload.purpose,
        "status": upload.status,
        "expires_at": int(upload.expires_at),
    }
    if upload.file is None:
        return shape
    return {**shape, "file": file_shape(store.files[upload.file], store, dialect)}


def part_shape(id: str, upload: Upload, now: float) -> Shape:
    """A part of an upload."""
    return {"object": "upload.part", "id": id, "created_at": int(now), "upload_id": upload.id}


def job_shape(job: Job, jobs: Jobs, dialect: Dialect) -> Shape:
    """A job."""
    order, timeline = job.order, Timeline(job) if job.verdict else None
    is_done = job.ended == SUCCEEDED
    status = jobs.status(job)
    shape = {
        "object": "fine_tuning.job",
        "id": job.id,
        "created_at": int(job.created_at),
        "model": order.model,
        "status": status,
        "training_file": order.training_file,
        "validation_file": order.validation_file,
        "fine_tuned_model": model_name(job) if is_done else None,
        "finished_at": None if job.finished_at is None else int(job.finished_at),
        "estimated_finish": _estimated_finish(job, timeline, status),
        "trained_tokens": timeline.trained_tokens if timeline and is_done else None,
        "result_files": [results_id(job)] if is_done else [],
        "error": _error(timeline) if job.ended == "failed" else None,
        "seed": order.seed,
        "integrations": order.integrations,
    }
    own = _dated(job, timeline) if dialect is Dialect.AZURE_DATED else _usual(job, timeline)
    if dialect is Dialect.AZURE_DATED:
        told = {name: value for name, value in shape.items() if value is not None}
        return {**told, "status": DATED_STATUSES.get(status, status), **own}
    suffix = {"user_provided_suffix": order.suffix} if dialect is Dialect.AZURE_V1 else {}
    return {**shape, **own, **suffix}


def event_shape(event: Event, dialect: Dialect) -> Shape:
    """Something that a job tells."""
    levels = DATED_LEVELS if dialect is Dialect.AZURE_DATED else {}
    return {
        "object": "fine_tuning.job.event",
        "id": event.id,
        "created_at": int(event.at),
        "level": levels.get(event.level, event.level),
        "message": event.message,
        "type": "message" if event.metrics is None else "metrics",
        "data": event.metrics or {},
    }


def checkpoint_shape(checkpoint: Checkpoint, job: Job) -> Shape:
    """The state of a model at a step."""
    step = checkpoint.step
    return {
        "object": "fine_tuning.job.checkpoint",
        "id": f"ftckpt-{job.tail}{step:06}",
        "created_at": int(checkpoint.at),
        "fine_tuned_model_checkpoint": f"{model_name(job)}:ckpt-step-{step}",
        "fine_tuning_job_id": job.id,
        "metrics": {"step": step, **checkpoint.metrics},
        "step_number": step,
    }


def page_shape(items: list[Shape], *, has_more: bool) -> Shape:
    """Some of many."""
    first, last = (items[0]["id"], items[-1]["id"]) if items else ("", "")
    told = {"object": "list", "data": items, "has_more": has_more}
    return {**told, "first_id": first, "last_id": last}


def model_name(job: Job) -> str:
    """The name of the model that a job would make; it says that this was a rehearsal."""
    suffix = "-".join(filter(None, (job.order.suffix, "rehearsal")))
    if Dialect(job.dialect) is Dialect.OPENAI:
        return f"ft:{job.order.model}:tunelint:{suffix}:{job.tail[:8]}"
    return f"{job.order.model}.ft-{job.tail}-{suffix}"


def _usual(job: Job, timeline: Timeline | None) -> Shape:
    order = job.order
    left = dict.fromkeys(("n_epochs", "batch_size", "learning_rate_multiplier"), AUTO)
    told = timeline.hyperparameters if timeline else {**left, **order.hyperparameters}
    config: Shape = {"hyperparameters": told}
    if order.grader is not None:
        config["grader"] = order.grader
    return {
        "hyperparameters": {name: told[name] for name in left},
        "method": {"type": order.method, order.method: config},
        "organization_id": "org-rehearsal",
        "metadata": order.metadata or None,
    }


def _dated(job: Job, timeline: Timeline | None) -> Shape:
    order = job.order
    told = timeline.hyperparameters if timeline else dict(order.hyperparameters)
    method: Shape = {"type": order.method}
    if order.method != "supervised":
        method[order.method] = {"hyperparameters": told}
    shape: Shape = {"hyperparameters": told, "method": method, "organisation_id": "org-rehearsal"}
    return {**shape, "suffix": order.suffix} if order.suffix else shape


def _estimated_finish(job: Job, timeline: Timeline | None, status: str) -> int | None:
    return int(job.when(timeline.ends[0])) if timeline and status == "running" else None


def _error(timeline: Timeline | None) -> Shape | None:
    if timeline is None or timeline.error is None:
        return None
    return dict(zip(("code", "message", "param"), timeline.error, strict=True))
