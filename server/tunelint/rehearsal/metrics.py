"""Made-up metrics: losses that fall and accuracies that rise, the same ones for the same seed."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from zlib import crc32

from tunelint.cost.job import usual_epochs
from tunelint.profiles import Profile, order_limits

MOST_RECORDED = 200
BATCH_SHARE = 0.002

Metrics = dict[str, float]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a job goes through its examples."""

    epochs: int
    batch_size: int
    steps_per_epoch: int

    @classmethod
    def plan(
        cls, examples: int, epochs: float | None, batch_size: float | None, profile: Profile
    ) -> Schedule:
        """The schedule for so many examples, where None is left to the service."""
        most = order_limits().ranges["batch_size"].most or 1
        batch = int(batch_size or min(most, max(1, round(examples * BATCH_SHARE))))
        rounds = int(epochs or usual_epochs(examples, profile.epochs))
        return cls(rounds, batch, max(1, math.ceil(examples / batch)))

    @property
    def steps(self) -> int:
        """All steps."""
        return self.epochs * self.steps_per_epoch

    @property
    def recorded(self) -> list[int]:
        """The steps whose metrics are told: not too many, the last one among them."""
        stride = math.ceil(self.steps / MOST_RECORDED)
        return list(range(self.steps, 0, -stride))[::-1]

    @property
    def checkpoints(self) -> list[int]:
        """The steps at which epochs end."""
        return [epoch * self.steps_per_epoch for epoch in range(1, self.epochs + 1)]


@dataclass(frozen=True, slots=True)
class Curves:
    """The metrics at each step. Late in a job, what is validated gets a little worse again."""

    seed: int
    steps: int
    has_validation: bool

    def at(self, step: int) -> Metrics:
        """The metrics that are told of a step."""
        done = step / self.steps
        metrics = {
            "train_loss": 0.35 + 1.6 * math.exp(-5 * done) + 0.1 * self._noise("loss", step),
            "train_mean_token_accuracy": 0.92
            - 0.4 * math.exp(-4 * done)
            + 0.03 * self._noise("accuracy", step),
        }
        if self.has_validation:
            loss, accuracy = self._validated(done)
            metrics |= {
                "valid_loss": loss + 0.08 * self._noise("valid loss", step),
                "valid_mean_token_accuracy": accuracy + 0.02 * self._noise("valid", step),
            }
        return {name: round(value, 5) for name, value in metrics.items()}

    def at_checkpoint(self, step: int) -> Metrics:
        """The metrics of a checkpoint, those over the whole validation file among them."""
        metrics = self.at(step)
        if self.has_validation:
            loss, accuracy = self._validated(step / self.steps)
            metrics["full_valid_loss"] = round(loss, 5)
            metrics["full_valid_mean_token_accuracy"] = round(accuracy, 5)
        return metrics

    def _validated(self, done: float) -> tuple[float, float]:
        loss = 0.42 + 1.6 * math.exp(-5 * done) + 0.12 * done**3
        return loss, 0.9 - 0.4 * math.exp(-4 * done) - 0.02 * done**3

    def _noise(self, name: str, step: int) -> float:
        """Something between -1 and 1 that looks like chance."""
        return crc32(f"{self.seed} {name} {step}".encode()) / 0x7FFFFFFF - 1


def results_csv(schedule: Schedule, curves: Curves) -> str:
    """The results file of a job."""
    ends = set(schedule.checkpoints)
    steps = sorted({*schedule.recorded, *ends})
    rows = [
        {"step": step, **(curves.at_checkpoint(step) if step in ends else curves.at(step))}
        for step in steps
    ]
    text = StringIO(newline="")
    writer = csv.DictWriter(text, _columns(rows), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _columns(rows: Iterable[dict[str, float]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))
