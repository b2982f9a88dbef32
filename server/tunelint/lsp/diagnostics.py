"""Findings as diagnostics of the protocol: plain JSON, and no more than an editor can bear."""

from collections import Counter
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.placing import Placed
from tunelint.rules.finding import Severity
from tunelint.rules.registry import BY_CODE
from tunelint.text.path import Path, to_pointer

MOST_DIAGNOSTICS = 1000
"""VS Code shows no more of a file."""

SOURCE = "tunelint"
SEVERITIES = {
    Severity.ERROR: 1,
    Severity.WARNING: 2,
    Severity.INFO: 3,
    Severity.HINT: 4,
}

Diagnostic = dict[str, Any]


def diagnostics(dataset: OpenDataset, uri: str) -> list[Diagnostic]:
    """The dataset's findings, the worst first; what is too many is summed up, a rule a sum."""
    counts = dataset.counts
    found = dataset.worst_first()
    if counts.total() <= MOST_DIAGNOSTICS:
        return [_diagnostic(row, placed, uri) for row, placed in found]
    shown = list(islice(found, MOST_DIAGNOSTICS - len(counts)))
    counts.subtract((placed.finding.code, placed.finding.severity) for _, placed in shown)
    sums = [_sum(*kind, hidden) for kind, hidden in counts.items() if hidden > 0]
    return [*(_diagnostic(row, placed, uri) for row, placed in shown), *sums]


def by_severity(counts: Counter[tuple[str, Severity]]) -> dict[str, int]:
    """How many findings there are of each severity."""
    summed = dict.fromkeys(Severity, 0)
    for (_, severity), number in counts.items():
        summed[severity] += number
    return {str(severity): number for severity, number in summed.items()}


def _diagnostic(row: int, placed: Placed, uri: str) -> Diagnostic:
    finding = placed.finding
    diagnostic: Diagnostic = {
        "range": {
            "start": {"line": row, "character": placed.start},
            "end": {"line": row, "character": placed.end},
        },
        **_head(finding.code, finding.severity),
        "message": finding.message,
        "data": {
            "path": _pointer(finding.path),
            "consequence": finding.consequence,
            "certain": finding.certain,
        },
    }
    if finding.related:
        diagnostic["relatedInformation"] = [
            {"location": {"uri": uri, "range": _start_of(other.row)}, "message": other.message}
            for other in finding.related
        ]
    return diagnostic


def _sum(code: str, severity: Severity, hidden: int) -> Diagnostic:
    return {
        "range": _start_of(0),
        **_head(code, severity),
        "message": f"{hidden:,} more of {code} in this file; `tunelint check` prints them all.",
    }


def _start_of(row: int) -> dict[str, Any]:
    place = {"line": row, "character": 0}
    return {"start": place, "end": place}


@cache
def _head(code: str, severity: Severity) -> Diagnostic:
    return {
        "severity": SEVERITIES[severity],
        "code": code,
        "codeDescription": {"href": BY_CODE[code].source.url},
        "source": SOURCE,
    }


@lru_cache(maxsize=4096)
def _pointer(path: Path | None) -> str | None:
    return None if path is None else to_pointer(path)
