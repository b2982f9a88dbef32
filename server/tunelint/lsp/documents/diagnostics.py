"""Findings as diagnostics of the protocol: plain JSON, and no more than an editor can bear."""

from collections import Counter
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from orjson import Fragment

from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.placing import Placed
from tunelint.lsp.documents.places import Places
from tunelint.lsp.wire.payload import encode
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


class Told(NamedTuple):
    """A finding, the row it was found in, and the diagnostic that was made of both."""

    placed: Placed
    row: int
    diagnostic: Fragment


class Diagnostics:
    """The diagnostics of one dataset. What did not move since the last time is not made again:
    for a thousand findings that would take longer than all else that follows an edit.
    """

    def __init__(self, dataset: OpenDataset, uri: str) -> None:
        self._dataset = dataset
        self._uri = uri
        self._told: dict[int, Told] = {}

    def all(self, places: Places) -> list[Fragment]:
        """The worst first; what is too many is summed up, a rule a sum."""
        counts = self._dataset.counts
        if counts.total() <= MOST_DIAGNOSTICS:
            return [told.diagnostic for told in self._tell(MOST_DIAGNOSTICS, places)]
        shown = self._tell(MOST_DIAGNOSTICS - len(counts), places)
        findings = (told.placed.finding for told in shown)
        hidden = counts - Counter((finding.code, finding.severity) for finding in findings)
        sums = [_encode(_sum(*kind, number)) for kind, number in hidden.items()]
        return [*(told.diagnostic for told in shown), *sums]

    def _tell(self, most: int, places: Places) -> list[Told]:
        known, self._told = self._told, {}
        for row, placed in islice(self._dataset.worst_first(), most):
            # By identity, since to hash a finding takes as long as to encode it.
            told = known.get(id(placed))
            if told is None or told.row != row:
                told = Told(placed, row, _encode(diagnostic(row, placed, self._uri, places)))
            self._told[id(placed)] = told
        return list(self._told.values())


def diagnostic(row: int, placed: Placed, uri: str, places: Places) -> Diagnostic:
    """The diagnostic of a finding, in full."""
    finding = placed.finding
    told: Diagnostic = {
        "range": places.highlight(row, placed.start, placed.end),
        **_head(finding.code, finding.severity),
        "message": finding.message,
        "data": {
            "path": _pointer(finding.path),
            "consequence": finding.consequence,
            "certain": finding.certain,
        },
    }
    if finding.related:
        told["relatedInformation"] = [
            {
                "location": {
                    "uri": other.file.as_uri() if other.file else uri,
                    "range": _start_of(other.row),
                },
                "message": other.message,
            }
            for other in finding.related
        ]
    return told


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


def _encode(diagnostic: Diagnostic) -> Fragment:
    return Fragment(encode(diagnostic))


@lru_cache(maxsize=4096)
def _pointer(path: Path | None) -> str | None:
    return None if path is None else to_pointer(path)
