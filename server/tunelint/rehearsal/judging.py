"""Judges a job's files as the service does, and says what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.dataset.summary import Totals
from tunelint.engine.stream import Hit, StreamCheck
from tunelint.forecast import forecast
from tunelint.rehearsal import words
from tunelint.rules.finding import Consequence

TOO_FEW = "too-few-examples"
TOO_MANY_SKIPS = "skip-budget-exceeded"
STRAY = "mixed-formats"
SAMPLES = 10


@dataclass(frozen=True, slots=True)
class JobFile:
    """One of a job's files; `role` is `training` or `validation`."""

    id: str
    path: Path
    role: str

    @property
    def title(self) -> str:
        """How the service calls it."""
        return self.role.capitalize()


@dataclass(slots=True)
class Verdict:
    """What comes of a file: an error with its code and message, or the examples that are kept."""

    examples: int
    code: str = ""
    message: str = ""
    warnings: list[str] = field(default_factory=list)


def judge(file: JobFile, settings: Settings, on_bytes: Callable[[int], None]) -> Verdict:
    """Judge a file for a job whose method and model the settings tell.

    What `on_bytes` raises when it is told of a piece that was read ends it.
    """
    with file.path.open("rb") as stream:
        check = StreamCheck(stream, settings, on_bytes)
        first, skips = _gather(check)
    service = settings.service
    expected = forecast(check.tally.fates, check.totals.examples, service)
    samples = {code: skips[code] for code in expected.skips}
    counts = dict(expected.skips)
    if TOO_MANY_SKIPS in expected.rejected_by and service.skips_max:
        message = words.skipped(file.title, samples, counts, service.skips_max.value)
        return Verdict(0, f"invalid_{file.role}_file", message)
    if first is not None:
        return Verdict(0, f"invalid_{file.role}_file", _refused(file, first, check.totals))
    if TOO_FEW in expected.rejected_by and file.role == "training":
        few = words.too_few(file.title, check.totals.examples, service.examples_min.value)
        return Verdict(0, "invalid_n_examples", few)
    warnings = [words.skipping(file.title, samples, counts)] if expected.skipped else []
    return Verdict(expected.kept_at_most, warnings=warnings)


def _gather(check: StreamCheck) -> tuple[Hit | None, dict[str, list[int]]]:
    """The first fault that rejects the file, and some lines that are skipped, by rules."""
    first: Hit | None = None
    skips: dict[str, list[int]] = defaultdict(list)
    for hit in check:
        finding = hit.placed.finding
        if not finding.certain:
            continue
        if finding.consequence is Consequence.SKIPS_EXAMPLE:
            if len(skips[finding.code]) < SAMPLES:
                skips[finding.code].append(hit.row + 1)
        elif finding.consequence is Consequence.REJECTS_FILE:
            is_sum = finding.code in (TOO_FEW, TOO_MANY_SKIPS)
            if not is_sum and (first is None or hit.row < first.row):
                first = hit
    return first, skips


def _refused(file: JobFile, hit: Hit, totals: Totals) -> str:
    message = words.fault(hit.placed.finding, hit.row, file.path)
    planned, made_for = totals.method, _made_for(totals)
    if hit.placed.finding.code == STRAY and planned and made_for and made_for is not planned:
        message = words.other_method(file.id, made_for, planned)
    return f"The job failed due to an invalid {file.role} file. {message}"


def _made_for(totals: Totals) -> Method | None:
    """The method that most lines are plainly made for."""
    numbers = {method: number for method, number in totals.methods.items() if method}
    return max(numbers, key=lambda method: numbers[method], default=None)
