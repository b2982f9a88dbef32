"""What a job does and tells, by how long it has worked: nothing runs, it is all arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tunelint.profiles import profile
from tunelint.rehearsal import words
from tunelint.rehearsal.dialect import Dialect
from tunelint.rehearsal.job import FAILED, SUCCEEDED, Event, Job
from tunelint.rehearsal.metrics import Curves, Metrics, Schedule

VALIDATING, QUEUED, TRAINING = 2.0, 2.0, 16.0
"""How many seconds each part of a job takes, at the usual speed."""

NOTHING_IS_TRAINED = (
    "This is a rehearsal: nothing is trained, the metrics are made up, "
    "and the model will not exist."
)
USUAL_LEARNING_RATE = 2.0
BYTES_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of the model at a step."""

    at: float
    step: int
    metrics: Metrics


class Told(NamedTuple):
    """What an event says."""

    level: str
    message: str
    metrics: Metrics | None = None


class Timeline:
    """A job whose files are judged, from its first second of work to its last."""

    def __init__(self, job: Job) -> None:
        assert job.verdict is not None, "the files are not judged yet"
        self._job = job
        self._verdict = job.verdict
        asked, service = job.order.hyperparameters, profile(Dialect(job.dialect).profile)
        self.schedule = Schedule.plan(
            job.verdict.examples, asked.get("n_epochs"), asked.get("batch_size"), service
        )
        has_validation = job.order.validation_file is not None
        self.curves = Curves(job.order.seed, self.schedule.steps, has_validation)

    @property
    def error(self) -> tuple[str, str, str] | None:
        """The code, the message and the parameter of the error that the job ends with."""
        code, message = self._verdict.code, self._verdict.message
        if code:
            param = "validation_file" if "validation" in code else "training_file"
            return code, message, param
        return ("content_filter", words.HARMFUL, "training_file") if self._job.is_to_fail else None

    @property
    def ends(self) -> tuple[float, str]:
        """After how much work the job is over, and how it ends."""
        if self._verdict.code:
            return VALIDATING, FAILED
        if self._job.is_to_fail:
            return VALIDATING + QUEUED, FAILED
        return VALIDATING + QUEUED + TRAINING, SUCCEEDED

    @property
    def hyperparameters(self) -> dict[str, float]:
        """What was asked for, and what the service chose."""
        chosen = {
            "n_epochs": self.schedule.epochs,
            "batch_size": self.schedule.batch_size,
            "learning_rate_multiplier": USUAL_LEARNING_RATE,
        }
        return {**chosen, **self._job.order.hyperparameters}

    @property
    def trained_tokens(self) -> int:
        """Roughly as many as the training file has, in all epochs."""
        return self._job.bytes // BYTES_PER_TOKEN * self.schedule.epochs

    def status(self, worked: float) -> str:
        """What the job is doing, until it is over."""
        if worked < VALIDATING:
            return "validating_files"
        return "queued" if worked < VALIDATING + QUEUED else "running"

    def events(self, worked: float) -> list[Event]:
        """What the work has told by now, in order."""
        return [
            Event(f"ftevent-{self._job.tail}{number:04}", self._job.when(at), *told)
            for number, (at, told) in enumerate(self._told())
            if at <= worked
        ]

    def checkpoints(self, worked: float) -> list[Checkpoint]:
        """The checkpoints by now, in order."""
        return [
            Checkpoint(self._job.when(at), step, self.curves.at_checkpoint(step))
            for step in self.schedule.checkpoints
            if (at := self._at(step)) <= worked and self.error is None
        ]

    def _at(self, step: int) -> float:
        return VALIDATING + QUEUED + TRAINING * 0.95 * step / self.schedule.steps

    def _told(self) -> Iterator[tuple[float, Told]]:
        for warning in self._verdict.warnings:
            yield VALIDATING, Told("warn", warning)
        error, (end, _) = self.error, self.ends
        if end > VALIDATING:
            yield VALIDATING, Told("info", "Files validated, moving job to queued state")
        if error is not None:
            yield end, Told("error", error[1])
            return
        yield VALIDATING + QUEUED, Told("info", "Fine-tuning job started")
        yield from self._training()
        yield end, Told("info", "New fine-tuned model created (in rehearsal only)")
        yield end, Told("info", "The job has successfully completed")

    def _training(self) -> Iterator[tuple[float, Told]]:
        ends = set(self.schedule.checkpoints)
        for step in sorted({*self.schedule.recorded, *ends}):
            metrics = self.curves.at(step)
            losses = [f"training loss={metrics['train_loss']:.2f}"]
            if "valid_loss" in metrics:
                losses.append(f"validation loss={metrics['valid_loss']:.2f}")
            message = f"Step {step}/{self.schedule.steps}: {', '.join(losses)}"
            told = {"step": step, "total_steps": self.schedule.steps, **metrics}
            yield self._at(step), Told("info", message, told)
            if step in ends:
                yield self._at(step), Told("info", f"Checkpoint created at step {step}")
