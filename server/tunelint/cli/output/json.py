"""For programs: a list of findings, and how JSON is written of which the end is not known yet."""

import os
from collections.abc import Iterable
from typing import Any, TextIO

import orjson

from tunelint.cli.datasets import shown
from tunelint.cli.run import Run
from tunelint.engine.stream import Hit
from tunelint.rules.finding import Related
from tunelint.text.path import to_pointer


def write_json(run: Run, output: TextIO) -> None:
    """Write a list with an object a finding; rows and columns count from 1, columns in characters.

    `path` is a JSON Pointer, null where no node is meant. `related` are other lines, maybe of
    another file.
    """
    write_list((entry(checked.name, hit) for checked in run for hit in checked), output)
    output.write("\n")


def entry(name: str, hit: Hit) -> dict[str, Any]:
    """A finding as plain data."""
    row, (finding, _, start, end), *_ = hit
    return {
        "filename": filename(name),
        "location": {"row": row + 1, "column": start + 1},
        "end_location": {"row": row + 1, "column": end + 1},
        "code": finding.code,
        "severity": finding.severity,
        "consequence": finding.consequence,
        "certain": finding.certain,
        "message": finding.message,
        "path": None if finding.path is None else to_pointer(finding.path),
        "fixes": [{"title": fix.title, "safe": fix.safe} for fix in finding.fixes],
        "related": [_related(name, other) for other in finding.related],
    }


def _related(name: str, other: Related) -> dict[str, Any]:
    return {
        "filename": filename(str(shown(other.file)) if other.file else name),
        "row": other.row + 1,
        "message": other.message,
    }


def filename(name: str) -> str:
    """The name of a file as JSON can hold it, whatever its bytes."""
    return os.fsencode(name).decode("utf-8", "replace")


def write_list(items: Iterable[Any], output: TextIO) -> None:
    """Write an array, an item a line, none of which is kept."""
    separator = "["
    for item in items:
        output.write(f"{separator}\n  {dumped(item)}")
        separator = ","
    output.write("[]" if separator == "[" else "\n]")


def dumped(value: Any) -> str:
    """A value as JSON."""
    return orjson.dumps(value).decode()
