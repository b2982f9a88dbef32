"""Jobs and what happens to them, as the editor is told."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tunelint.profiles import rest
from tunelint.service import Checkpoint, Event, Metrics
from tunelint.service.curves import best_checkpoint, curves
from tunelint.service.records import ENDED, SUCCEEDED
from tunelint.submission import GONE, JobRecord, profile_of

View = dict[str, Any]

FORGOTTEN = "The service does not know this job any more."


def job_view(record: JobRecord, title: str, trouble: str | None = None) -> View:
    """A job; `trouble` is why the service can't be asked for it at the moment."""
    seen, endpoint = record.seen, record.endpoint
    status = record.ended or seen.status
    training, validation = Path(record.training.path), record.validation
    return {
        "id": record.intent.id,
        "jobId": record.job_id,
        "status": status,
        "hasEnded": status in ENDED or status == GONE,
        "hasSucceeded": status == SUCCEEDED,
        "model": record.model,
        "tunedModel": seen.tuned_model,
        "method": seen.method,
        "suffix": record.suffix,
        "file": training.absolute().as_uri(),
        "fileName": training.name,
        "validationName": Path(validation.path).name if validation else None,
        "createdAt": seen.created_at or int(record.intent.at),
        "finishedAt": seen.finished_at,
        "estimatedFinish": seen.estimated_finish,
        "trainedTokens": seen.trained_tokens,
        "error": FORGOTTEN if status == GONE else seen.error or None,
        "endpoint": endpoint.url(),
        "endpointTitle": title,
        "portal": _portal(record),
        "resultFiles": seen.result_files,
        "trouble": trouble,
    }


def event_view(event: Event) -> View:
    """Something that happened to a job."""
    return {
        "id": event.id,
        "createdAt": event.created_at,
        "level": event.level,
        "message": event.message,
        "metrics": event.metrics and _metrics(event.metrics),
    }


def details_view(
    job: View,
    events: Iterable[Event],
    checkpoints: Iterable[Checkpoint],
    results: Iterable[Metrics],
) -> View:
    """All that there is to see of a job."""
    events, checkpoints = tuple(events), tuple(checkpoints)
    measured = [event.metrics for event in events if event.metrics]
    best = best_checkpoint(checkpoints)
    return {
        "job": job,
        "events": [*map(event_view, events)],
        "checkpoints": [_checkpoint(each, is_best=each == best) for each in checkpoints],
        "series": _named(curves([*measured, *results])),
        "bestStep": best and best.step,
    }


def _checkpoint(checkpoint: Checkpoint, *, is_best: bool) -> View:
    return {
        "step": checkpoint.step,
        "model": checkpoint.model,
        "createdAt": checkpoint.created_at,
        "metrics": _metrics(checkpoint.metrics),
        "isBest": is_best,
    }


def _metrics(metrics: Metrics) -> View:
    return _named(asdict(metrics))


def _named(table: Mapping[str, Any]) -> View:
    """A table with the names of its columns as JSON has them."""
    return {_camel(name): value for name, value in table.items()}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _portal(record: JobRecord) -> str | None:
    """Where the job is shown in a browser, if it is at the service itself."""
    endpoint = record.endpoint
    if endpoint.is_local:
        return None
    portal = rest().portals[profile_of(endpoint)]
    return portal.url.replace("{job}", quote(record.job_id, safe=""))
