"""How findings are written: for people, for programs, and for what runs a check by itself."""

from collections.abc import Callable
from typing import TextIO

from tunelint.cli.output.github import write_github
from tunelint.cli.output.json import write_json
from tunelint.cli.output.report import write_report
from tunelint.cli.output.sarif import write_sarif
from tunelint.cli.output.text import write_text
from tunelint.cli.run import Run

FORMATS: dict[str, Callable[[Run, TextIO], None]] = {
    "text": write_text,
    "json": write_json,
    "json-report": write_report,
    "github": write_github,
    "sarif": write_sarif,
}
