"""`tunelint check`: what it writes, for people or for programs, and how it ends."""

import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO

import orjson

from tunelint.cli.outcome import Outcome
from tunelint.cli.run import Run
from tunelint.config.settings import Settings
from tunelint.engine.stream import Hit
from tunelint.rules.finding import Severity
from tunelint.rules.wording import count
from tunelint.text.path import to_pointer

COLOURS = {
    Severity.ERROR: "31",
    Severity.WARNING: "33",
    Severity.INFO: "34",
    Severity.HINT: "36",
}
NOUNS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
    Severity.HINT: "hint",
}


def check(paths: Sequence[str], settings: Settings, output_format: str) -> Outcome:
    """Check the datasets that the paths mean, and write what is found to standard output."""
    run = Run(paths, settings)
    FORMATS[output_format](run, sys.stdout)
    if run.failed:
        return Outcome.FAILURE
    return Outcome.FOUND if run.found[Severity.ERROR] else Outcome.CLEAN


def write_text(run: Run, output: TextIO) -> None:
    """Three lines a finding: where and what, the place in question, carets; then a summary."""
    coloured = output.isatty() and "NO_COLOR" not in os.environ

    def styled(style: str, text: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if coloured else text

    for name, (row, (finding, _, start, _), (text, left, right)) in run:
        colour = COLOURS[finding.severity]
        where = styled("1", f"{name}:{row + 1}:{start + 1}")
        kind = styled(colour, f"{finding.severity}[{finding.code}]")
        output.write(f"{where}: {kind} {finding.message}\n")
        if text:
            carets = styled(colour, "^" * max(1, right - left))
            output.write(f"    {text}\n    {' ' * left}{carets}\n")
    output.write(_summary(run))


def write_json(run: Run, output: TextIO) -> None:
    """A list with an object a finding; rows and columns count from 1, columns in characters."""
    separator = "["
    for name, hit in run:
        entry = orjson.dumps(_entry(name, hit)).decode()
        output.write(f"{separator}\n  {entry}")
        separator = ","
    output.write("[]\n" if separator == "[" else "\n]\n")


FORMATS = {"text": write_text, "json": write_json}


def _summary(run: Run) -> str:
    checked = f"Checked {count(run.examples, 'example')} in {count(run.files, 'file')}"
    found = [
        count(run.found[severity], noun) for severity, noun in NOUNS.items() if run.found[severity]
    ]
    return f"\n{checked}: {', '.join(found)}.\n" if found else f"{checked}: nothing found.\n"


def _entry(name: str, hit: Hit) -> dict[str, Any]:
    row, (finding, _, start, end), _ = hit
    return {
        "filename": os.fsencode(name).decode("utf-8", "replace"),
        "location": {"row": row + 1, "column": start + 1},
        "end_location": {"row": row + 1, "column": end + 1},
        "code": finding.code,
        "severity": finding.severity,
        "consequence": finding.consequence,
        "certain": finding.certain,
        "message": finding.message,
        "path": None if finding.path is None else to_pointer(finding.path),
        "fixes": [{"title": fix.title, "safe": fix.safe} for fix in finding.fixes],
    }
