"""The other one of a training file and its validation file, as far as it matters to this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tunelint.dataset.method import Method


@dataclass(frozen=True, slots=True)
class Partner:
    """What the other file holds: the first row of each example by its fingerprint, its method."""

    path: Path
    is_validation: bool
    rows: Mapping[int, int]
    method: Method | None
