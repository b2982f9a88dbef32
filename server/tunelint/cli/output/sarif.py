"""For what collects the findings of many tools: a log in SARIF 2.1.0."""

import os
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from tunelint import __version__
from tunelint.cli.output.json import dumped, write_list
from tunelint.cli.run import Run
from tunelint.engine.stream import Hit
from tunelint.rules.finding import Related, Severity
from tunelint.rules.page import page
from tunelint.rules.registry import RULES
from tunelint.rules.rule import AnyRule
from tunelint.text.path import to_pointer

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
    Severity.HINT: "note",
}
INDEX = {rule.code: index for index, rule in enumerate(RULES)}


def write_sarif(run: Run, output: TextIO) -> None:
    """Write a log with one run: what the rules are, the findings, and whether all was read."""
    driver = {"name": "tunelint", "version": __version__, "rules": [*map(_rule, RULES)]}
    output.write(
        f'{{"$schema": {dumped(SCHEMA)}, "version": "2.1.0", "runs": [{{'
        f'"tool": {dumped({"driver": driver})}, "columnKind": "unicodeCodePoints", "results": '
    )
    write_list((_result(checked.name, hit) for checked in run for hit in checked), output)
    output.write(f', "invocations": {dumped([{"executionSuccessful": not run.failed}])}}}]}}\n')


def _rule(rule: AnyRule) -> dict[str, Any]:
    verdict = rule.verdict
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.documentation, "markdown": page(rule)},
        "helpUri": rule.source.url,
        "defaultConfiguration": {"level": LEVELS[verdict.severity]},
        "properties": {"consequence": verdict.consequence, "certain": verdict.certain},
    }


def _result(name: str, hit: Hit) -> dict[str, Any]:
    row, (finding, _, start, end), _, line = hit
    region = {"startLine": row + 1, "startColumn": start + 1, "endColumn": end + 1}
    location: dict[str, Any] = _location(name, region)
    pointer = to_pointer(finding.path or ())
    if pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": pointer}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": INDEX[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
        "partialFingerprints": {"finding/v1": f"{finding.code} {line} {pointer}".strip()},
        "properties": {"consequence": finding.consequence, "certain": finding.certain},
    }
    if finding.related:
        result["relatedLocations"] = [_related(name, other) for other in finding.related]
    return result


def _related(name: str, other: Related) -> dict[str, Any]:
    location = _location(str(other.file or name), {"startLine": other.row + 1})
    return {**location, "message": {"text": other.message}}


def _location(name: str, region: dict[str, int]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(name)}, "region": region}}


def _uri(name: str) -> str:
    """Relative to the working directory, as services that show the source expect it."""
    path, folder = Path(name).absolute(), Path.cwd()
    if path.is_relative_to(folder):
        return quote(os.fsencode(path.relative_to(folder).as_posix()))
    return path.as_uri()
