"""A job as it was last seen, so that it can be shown before the service is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from tunelint.service import Job


@dataclass(frozen=True, slots=True)
class Seen:
    """What the service last told of a job. Times are seconds since 1970."""

    status: str = ""
    tuned_model: str = ""
    method: str = ""
    created_at: int = 0
    finished_at: int | None = None
    estimated_finish: int | None = None
    trained_tokens: int | None = None
    result_files: tuple[str, ...] = ()
    error: str = ""

    @classmethod
    def of(cls, job: Job) -> Seen:
        """What a job is now."""
        return cls(
            status=job.status,
            tuned_model=job.tuned_model,
            method=job.method,
            created_at=job.created_at,
            finished_at=job.finished_at,
            estimated_finish=job.estimated_finish,
            trained_tokens=job.trained_tokens,
            result_files=job.result_files,
            error=job.error.message if job.error else "",
        )

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Seen:
        """What was written down; what is not known here is passed over."""
        known = {each.name: table[each.name] for each in fields(cls) if each.name in table}
        return cls(**{**known, "result_files": tuple(known.get("result_files", ()))})
