"""What the service says of a bad file, in its own words as far as they are documented."""

import json
import re
from pathlib import Path

from tunelint.dataset.method import Method
from tunelint.engine.reading import RowReader
from tunelint.rules.finding import Finding
from tunelint.text.path import Path as JsonPath

NO_JSONL = "Expected file to have JSONL format, where every line is a JSON dictionary"
NO_CHAT = "Unexpected file format, expected either prompt/completion pairs or chat messages."
OF_THE_FILE = {
    "multiline-json": NO_JSONL,
    "not-an-object": NO_JSONL,
    "unknown-format": NO_CHAT,
}
EXTRA_KEYS = {"unknown-key", "misplaced-weight", "misplaced-detail"}
FORMATS = {
    Method.SUPERVISED: "fine-tune-chat",
    Method.PREFERENCE: "fine-tune-preference",
    Method.REINFORCEMENT: "fine-tune-reinforcement",
}
SKIPS = {"unreachable-image": "inaccessible URL"}
"""The service's names for why an example is skipped; the others are known by ours."""

HARMS = "[hate_fairness, self_harm, violence]"
HARMFUL = (
    f"The provided training data failed RAI checks for harm types: {HARMS}. "
    "Please fix the data and try again."
)


def too_few(title: str, examples: int, least: int) -> str:
    """The file has too few examples; its title is `Training` or `Validation`."""
    return f"{title} file has {examples} example(s), but must have at least {least} examples"


def other_method(file_id: str, method: Method, planned: Method) -> str:
    """The file is made for another method than the job's."""
    return (
        f"Input file {file_id} is in the {FORMATS[method]} format, but the specified fine-tuning "
        f"job is not using '{method}' as the training method (provided method={planned})."
    )


def fault(finding: Finding, row: int, file: Path) -> str:
    """A fault of a line, or of the whole file."""
    if finding.code in OF_THE_FILE:
        return OF_THE_FILE[finding.code]
    if finding.code == "invalid-json":
        return _no_json(finding, row, file)
    path = finding.path
    if path is None:
        return f"Invalid file format. {finding.message}"
    return f"Invalid file format. {_example(row, path)} {_departure(finding, path)}"


def skipped(title: str, lines: dict[str, list[int]], counts: dict[str, int], most: int) -> str:
    """More examples are skipped than allowed; `lines` are samples by rule, from 1."""
    reasons = ", ".join(f"{_reason(code)} ({number})" for code, number in counts.items())
    return (
        f"{title} file: Preprocessing Summary: The provided data failed validation. Number of "
        f"skipped multimodal examples exceed the maximum allowed {most} limit: {reasons}. "
        f"{_samples(lines)}"
    )


def skipping(title: str, lines: dict[str, list[int]], counts: dict[str, int]) -> str:
    """Some examples are skipped, and the job goes on."""
    reasons = ", ".join(f"{_reason(code)} ({number})" for code, number in counts.items())
    return f"{title} file: Preprocessing Summary: Skipped examples: {reasons}. {_samples(lines)}"


def _no_json(finding: Finding, row: int, file: Path) -> str:
    cannot = f"Invalid file format. Example {row + 1} cannot be parsed. Error: line contains"
    return f"{cannot} invalid json: {_parser_says(finding, row, file)} (line {row + 1})"


def _parser_says(finding: Finding, row: int, file: Path) -> str:
    """What Python's parser says of a row, which is what the service quotes."""
    with file.open("rb") as stream:
        text = next(each for number, each in enumerate(RowReader(stream)) if number == row)
    try:
        json.loads(text)
    except ValueError as error:
        return str(error)
    return finding.message  # Python's parser takes more than JSON.


def _example(row: int, path: JsonPath) -> str:
    match path:
        case ("messages", int(index), *_) | ("input", "messages", int(index), *_):
            return f"Example {row + 1}, message {index + 1}"
    return f"Example {row + 1}"


def _departure(finding: Finding, path: JsonPath) -> str:
    if finding.code in EXTRA_KEYS and finding.on_key:
        return f'contains an extra "{path[-1]}".'
    if finding.code == "missing-key" and (name := re.search('no "(.+?)"', finding.message)):
        if name[1] == "role":
            return "Discriminator 'role' is missing in value"
        return f"is missing key '{name[1]}'."
    return finding.message


def _reason(code: str) -> str:
    return SKIPS.get(code, code.replace("-", " "))


def _samples(lines: dict[str, list[int]]) -> str:
    samples = (
        f"{_reason(code)}: Line numbers --> {', '.join(map(str, numbers))}"
        for code, numbers in lines.items()
    )
    return f"Details - Samples of lines per error type: {'; '.join(samples)}"
