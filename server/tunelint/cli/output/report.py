"""For programs that decide: the findings by file, their sums, and the forecast."""

from typing import Any, TextIO

from tunelint.cli.checked import CheckedFile
from tunelint.cli.output.json import dumped, entry, filename, write_list
from tunelint.cli.run import Run
from tunelint.engine.tally import Counts, by_severity
from tunelint.forecast import as_data

VERSION = 1
"""Of this format: another number when something is renamed, taken away or means something else."""


def write_report(run: Run, output: TextIO) -> None:
    """Write one object, `{"version": 1, "files": [...]}`, with an object a file.

    | key | value |
    |---|---|
    | `filename` | the path as it was given or found; `<stdin>` for standard input |
    | `findings` | a list with the objects that the format `json` has |
    | `error` | why the file could not be read, else null |
    | `method` | `supervised`, `dpo` or `reinforcement`; null when it is none of these |
    | `examples` | how many lines are not blank |
    | `counts` | `by_severity` and `by_code`: how many findings |
    | `forecast` | what the service will do with the file; null when it was not read, or is not \
for training |

    Of the forecast, `rejected_by` and `possibly_rejected_by` list rules. `skips` and
    `possible_skips` say how many examples are skipped by each rule, `skipped` and
    `possibly_skipped` how many there are in all; `kept_at_least` and `kept_at_most` are what is
    left to be trained on. `examples_min` and `skips_max` (or null) are the limits of the service.
    `sentence` says it all in words. It is a forecast by the rules that were on.
    """
    output.write(f'{{"version": {VERSION}, "files": [')
    separator = ""
    for checked in run:
        output.write(f'{separator}\n{{"filename": {dumped(filename(checked.name))}, "findings": ')
        write_list((entry(checked.name, hit) for hit in checked), output)
        for key, value in _sums(checked).items():
            output.write(f', "{key}": {dumped(value)}')
        output.write("}")
        separator = ","
    output.write("\n]}\n")


def _sums(checked: CheckedFile) -> dict[str, Any]:
    return {
        "error": checked.failure or None,
        "method": checked.method,
        "examples": checked.examples,
        "counts": {
            "by_severity": by_severity(checked.counts),
            "by_code": _by_code(checked.counts),
        },
        "forecast": as_data(checked.forecast) if checked.forecast else None,
    }


def _by_code(counts: Counts) -> dict[str, int]:
    summed: dict[str, int] = {}
    for (code, _), number in counts.most_common():
        summed[code] = summed.get(code, 0) + number
    return summed
