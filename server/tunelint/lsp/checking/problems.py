"""What is wrong or odd in configuration files, shown where it stands."""

from collections.abc import Callable, Hashable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from tunelint.lsp.documents.diagnostics import SEVERITIES, SOURCE
from tunelint.rules.finding import Severity

PUBLISH = "textDocument/publishDiagnostics"


class Problem(NamedTuple):
    """What is to be said of a line of a configuration file; lines count from 1."""

    path: Path
    line: int
    message: str
    severity: Severity = Severity.ERROR


class Problems:
    """The diagnostics of files that open datasets depend on, until nobody meets them any more."""

    def __init__(self, send: Callable[[str, dict[str, Any]], None]) -> None:
        self._send = send
        self._met: dict[Hashable, frozenset[Problem]] = {}
        self._told: dict[Path, set[Problem]] = {}

    def met(self, where: Hashable, problems: Iterable[Problem]) -> None:
        """Take note of all that was met there, in place of what was met there before."""
        self._met[where] = frozenset(problems)
        if not self._met[where]:
            del self._met[where]
        self._tell()

    def _tell(self) -> None:
        by_path: dict[Path, set[Problem]] = {}
        for problem in chain.from_iterable(self._met.values()):
            by_path.setdefault(problem.path, set()).add(problem)
        for path in self._told.keys() | by_path.keys():
            problems = by_path.get(path, set())
            if problems != self._told.get(path):
                diagnostics = [_diagnostic(problem) for problem in sorted(problems)]
                self._send(PUBLISH, {"uri": path.as_uri(), "diagnostics": diagnostics})
        self._told = by_path


def _diagnostic(problem: Problem) -> dict[str, Any]:
    line = problem.line - 1
    return {
        "range": {
            "start": {"line": line, "character": 0},
            "end": {"line": line + 1, "character": 0},
        },
        "severity": SEVERITIES[problem.severity],
        "source": SOURCE,
        "message": problem.message,
    }
