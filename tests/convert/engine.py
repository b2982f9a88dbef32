"""What the engine says of an example."""

import io
from typing import Any

import orjson

from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.dataset.summary import Totals
from tunelint.engine.stream import StreamCheck
from tunelint.rules.finding import Severity
from tunelint.rules.registry import BY_CODE


def errors(example: dict[str, Any], method: Method = Method.SUPERVISED) -> list[str]:
    """The codes of the errors in an example, whatever else its file may lack."""
    line = io.BytesIO(orjson.dumps(example) + b"\n")
    findings = (hit.placed.finding for hit in StreamCheck(line, Settings(method=method)))
    return [
        finding.code
        for finding in findings
        if finding.severity is Severity.ERROR and BY_CODE[finding.code].subject is not Totals
    ]
