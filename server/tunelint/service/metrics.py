"""Loss and accuracy at the steps of a training: of events, checkpoints and results files alike."""

from __future__ import annotations

import csv
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tunelint.service.reading import number, whole_number

FIELDS: Mapping[str, tuple[str, ...]] = {
    "train_loss": ("train_loss", "training_loss"),
    "train_accuracy": (
        "train_mean_token_accuracy",
        "train_accuracy",
        "training_token_accuracy",
    ),
    "valid_loss": ("valid_loss", "validation_loss"),
    "valid_accuracy": (
        "valid_mean_token_accuracy",
        "validation_mean_token_accuracy",
        "valid_accuracy",
        "validation_token_accuracy",
    ),
    "full_valid_loss": ("full_valid_loss", "full_validation_loss"),
    "full_valid_accuracy": (
        "full_valid_mean_token_accuracy",
        "full_validation_mean_token_accuracy",
    ),
}
"""What a measure is called by the services, now and earlier."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """What was measured at a step; None what was not."""

    step: int | None
    train_loss: float | None = None
    train_accuracy: float | None = None
    valid_loss: float | None = None
    valid_accuracy: float | None = None
    full_valid_loss: float | None = None
    full_valid_accuracy: float | None = None

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Metrics:
        """The metrics among the fields of a record."""
        measured = {field: _first(table, names) for field, names in FIELDS.items()}
        return cls(whole_number(table, "step"), **measured)


def read_results(content: bytes) -> tuple[Metrics, ...]:
    """The metrics in a results file, by the names in its header."""
    rows = csv.DictReader(results_text(content).splitlines())
    metrics = (Metrics.read({(name or "").strip(): row[name] for name in row}) for row in rows)
    return tuple(each for each in metrics if each.step is not None)


def _first(table: Mapping[str, Any], names: tuple[str, ...]) -> float | None:
    values = (number(table, name) for name in names)
    return next((value for value in values if value is not None), None)


def results_text(content: bytes) -> str:
    """The text of a results file, which OpenAI was seen to hand out in base64."""
    if b"," not in content:
        try:
            content = b64decode(content, validate=True)
        except NoBase64:
            return ""
    return content.decode("utf-8-sig", errors="replace")
