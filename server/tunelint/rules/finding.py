"""What a rule says: what is wrong, where, how bad it is, and how it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path as FilePath

from tunelint.rules.fixes import Fix
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
class Related:
    """Another line that a finding speaks of; `row` counts from 0. `file` None is the same file."""

    row: int
    message: str
    file: FilePath | None = None


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
