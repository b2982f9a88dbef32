"""For GitHub Actions: workflow commands, which it shows beside the lines of a pull request."""

from typing import TextIO

from tunelint.cli.output.summary import checked_and_found
from tunelint.cli.run import Run
from tunelint.forecast import sentence
from tunelint.rules.finding import Severity

LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
    Severity.HINT: "notice",
}
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


def write_github(run: Run, output: TextIO) -> None:
    """Write a command a finding, and one a file that the service would not take as it is."""
    for checked in run:
        file = checked.name.translate(PROPERTY)
        for row, (finding, _, start, end), *_ in checked:
            place = f"line={row + 1},col={start + 1},endColumn={end + 1}"
            about = f"file={file},{place},title={finding.code}"
            message = finding.message.translate(DATA)
            output.write(f"::{LEVELS[finding.severity]} {about}::{message}\n")
        if checked.forecast and not checked.forecast.is_clean:
            message = sentence(checked.forecast).translate(DATA)
            output.write(f"::notice file={file},title=forecast::{message}\n")
    output.write(checked_and_found(run))
