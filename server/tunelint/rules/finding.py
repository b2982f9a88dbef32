"""What a rule says: findings, and fixes for them, in terms of JSON paths and values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tunelint.text.path import Path
from tunelint.text.span import Span


class Severity(StrEnum):
    """How a finding is shown; the worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"


class Consequence(StrEnum):
    """What the service does about it."""

    REJECTS_FILE = "rejects-file"
    SKIPS_EXAMPLE = "skips-example"
    WASTES = "wastes"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class SetValue:
    """A change that puts another JSON value at a path."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class RenameKey:
    """A change that gives the key at the end of a path another name."""

    path: Path
    name: str


Change = SetValue | RenameKey


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding. A safe one keeps the meaning, or what was plainly intended."""

    title: str
    safe: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another line that a finding speaks of; `row` counts from 0."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one example, or of the whole file.

    `path` is the JSON node concerned, None where no node is meant; `on_key` points at the node's
    key. `span` is given only by rules on text that need not parse.
    """

    code: str
    severity: Severity
    consequence: Consequence
    certain: bool
    message: str
    path: Path | None = None
    on_key: bool = False
    span: Span | None = None
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
