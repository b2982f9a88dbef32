"""A job as it is kept: what was asked for, what came of its files, and when it worked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tunelint.rehearsal.judging import Verdict
from tunelint.rehearsal.order import Order

HALTING = 1.0
"""How many seconds it takes to pause and to go on, at the usual speed."""

PAUSING, PAUSED, RESUMING = "pausing", "paused", "resuming"
SUCCEEDED, FAILED, CANCELLED = "succeeded", "failed", "cancelled"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a job tells."""

    id: str
    at: float
    level: str
    message: str
    metrics: dict[str, float] | None = None


@dataclass(slots=True)
class Job:
    """A job. Its time is that of its work, which stands still while it is paused.

    `stretches` are when it began or went on, and how long it had worked by then; there is none
    before its files are judged. `notes` are events that are no part of the work. Once it is over,
    `ended` says how.
    """

    id: str
    created_at: float
    dialect: str
    speed: float
    order: Order
    is_to_fail: bool = False
    verdict: Verdict | None = None
    bytes: int = 0
    stretches: list[tuple[float, float]] = field(default_factory=list)
    halted_at: float | None = None
    notes: list[Event] = field(default_factory=list)
    ended: str = ""
    finished_at: float | None = None

    @classmethod
    def read(cls, data: dict[str, Any]) -> Job:
        """The job in a JSON object."""
        kept = {
            "order": Order(**data["order"]),
            "verdict": Verdict(**data["verdict"]) if data["verdict"] else None,
            "stretches": [(began, worked) for began, worked in data["stretches"]],
            "notes": [Event(**note) for note in data["notes"]],
        }
        return cls(**{**data, **kept})

    @property
    def tail(self) -> str:
        """What tells the job from others in names of models and events."""
        return self.id.rpartition("-")[2]

    def begin(self, now: float) -> None:
        """The files are judged, and the work begins."""
        self.stretches.append((now, 0.0))

    def halt(self, now: float) -> None:
        """Stop working, until `go_on`."""
        self.halted_at = now

    def go_on(self, now: float) -> None:
        """Work again, in a moment."""
        self.stretches.append((now + HALTING / self.speed, self.worked(now)))
        self.halted_at = None

    def worked(self, now: float) -> float:
        """For how many seconds the job has worked, at the usual speed."""
        if not self.stretches:
            return 0.0
        began, before = self.stretches[-1]
        until = now if self.halted_at is None else self.halted_at
        return before + max(0.0, until - began) * self.speed

    def when(self, worked: float) -> float:
        """When the job had worked for so long."""
        began, before = next(
            (stretch for stretch in reversed(self.stretches) if stretch[1] < worked),
            self.stretches[0],
        )
        return began + (worked - before) / self.speed

    def halting_status(self, now: float) -> str:
        """How it stands with a pause; empty when there is none."""
        if self.halted_at is not None:
            return PAUSING if now < self.halted_at + HALTING / self.speed else PAUSED
        return RESUMING if len(self.stretches) > 1 and now < self.stretches[-1][0] else ""
