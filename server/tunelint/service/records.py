"""What a service says of files and jobs. Unknown statuses and levels are kept as they are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tunelint.service.metrics import Metrics
from tunelint.service.reading import (
    Table,
    moment,
    table_of,
    text,
    texts_of,
    whole_number,
)

PROCESSED = "processed"
REJECTED = frozenset({"error", "deleting", "deleted"})
SUCCEEDED = "succeeded"
ENDED = frozenset({SUCCEEDED, "failed", "cancelled"})
LEVELS = {"warn": "warning"}
"""The levels of events that are spelled in two ways."""


@dataclass(frozen=True, slots=True)
class ServiceFile:
    """A file that the service holds. `details` tells why it is no good, if it is not."""

    id: str
    name: str
    size: int | None
    purpose: str
    status: str
    details: str
    created_at: int
    expires_at: int | None

    @classmethod
    def read(cls, table: Table) -> ServiceFile:
        """The file in an answer."""
        return cls(
            id=text(table, "id"),
            name=text(table, "filename"),
            size=whole_number(table, "bytes"),
            purpose=text(table, "purpose"),
            status=text(table, "status"),
            details=text(table, "status_details"),
            created_at=moment(table, "created_at") or 0,
            expires_at=moment(table, "expires_at"),
        )

    @property
    def is_processed(self) -> bool:
        """Whether a job can be made of it."""
        return self.status == PROCESSED

    @property
    def is_rejected(self) -> bool:
        """Whether no job will ever be made of it."""
        return self.status in REJECTED


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job failed. `param` is mostly `training_file` or `validation_file`."""

    code: str
    message: str
    param: str


@dataclass(frozen=True, slots=True)
class Job:
    """A fine-tuning job. What the service does not tell (yet) is empty or None."""

    id: str
    status: str
    model: str
    tuned_model: str
    training_file: str
    validation_file: str
    suffix: str
    seed: int | None
    method: str
    created_at: int
    finished_at: int | None
    estimated_finish: int | None
    trained_tokens: int | None
    result_files: tuple[str, ...]
    metadata: Mapping[str, str]
    error: JobError | None

    @classmethod
    def read(cls, table: Table) -> Job:
        """The job in an answer."""
        metadata = table_of(table, "metadata")
        return cls(
            id=text(table, "id"),
            status=text(table, "status"),
            model=text(table, "model"),
            tuned_model=text(table, "fine_tuned_model"),
            training_file=text(table, "training_file"),
            validation_file=text(table, "validation_file"),
            suffix=text(table, "user_provided_suffix", "suffix"),
            seed=whole_number(table, "seed"),
            method=text(table_of(table, "method"), "type"),
            created_at=moment(table, "created_at") or 0,
            finished_at=moment(table, "finished_at"),
            estimated_finish=moment(table, "estimated_finish"),
            trained_tokens=whole_number(table, "trained_tokens"),
            result_files=texts_of(table, "result_files"),
            metadata={key: value for key, value in metadata.items() if isinstance(value, str)},
            error=_error(table_of(table, "error")),
        )

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in ENDED

    @property
    def has_succeeded(self) -> bool:
        """Whether there is a tuned model."""
        return self.status == SUCCEEDED


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a job. `metrics` are there when it tells of a step of the training."""

    id: str
    created_at: int
    level: str
    message: str
    metrics: Metrics | None

    @classmethod
    def read(cls, table: Table) -> Event:
        """The event in an answer. Where it has no name, its time and message are taken as one."""
        created_at = moment(table, "created_at") or 0
        message, level = text(table, "message"), text(table, "level")
        metrics = Metrics.read(table_of(table, "data"))
        return cls(
            id=text(table, "id") or f"{created_at} {message}",
            created_at=created_at,
            level=LEVELS.get(level, level),
            message=message,
            metrics=metrics if metrics.step is not None else None,
        )


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model as it was at a step of the training."""

    id: str
    model: str
    step: int
    metrics: Metrics
    created_at: int

    @classmethod
    def read(cls, table: Table) -> Checkpoint:
        """The checkpoint in an answer."""
        metrics = Metrics.read(table_of(table, "metrics"))
        return cls(
            id=text(table, "id"),
            model=text(table, "fine_tuned_model_checkpoint"),
            step=whole_number(table, "step_number") or metrics.step or 0,
            metrics=metrics,
            created_at=moment(table, "created_at") or 0,
        )


def _error(table: Table) -> JobError | None:
    """Jobs without an error have none, or one whose fields are empty."""
    code, message, param = (text(table, name) for name in ("code", "message", "param"))
    return JobError(code, message, param) if code or message else None
