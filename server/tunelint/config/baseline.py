"""The baseline: findings that are known, and not told again.

JSONL has no comments, so a finding is known by its rule and by what its line holds. Lines may be
moved, sorted and spaced otherwise. What is said of a file as a whole is never in a baseline.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson
from xxhash import xxh3_64_hexdigest

from tunelint.config.file import FileError, is_file, read_text

VERSION = 1

Known = Mapping[str, frozenset[str]]
"""The codes of known findings by the keys of their lines."""


def line_key(row: bytes, fingerprint: int | None) -> str:
    """What a line is known by: its example's fingerprint, else its bytes without outer spacing."""
    return xxh3_64_hexdigest(row.strip()) if fingerprint is None else example_key(fingerprint)


def example_key(fingerprint: int) -> str:
    """What the line of an example is known by."""
    return f"{fingerprint:016x}"


def read_baseline(path: Path) -> Known:
    """What is known; nothing when there is no such file. Raises `FileError`."""
    if not is_file(path):
        return {}
    text = read_text(path)
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise FileError(path, error.lineno, f"This is no JSON: {error.msg}.") from None
    try:
        if document["version"] != VERSION:
            raise FileError(path, 1, f"This baseline is not of version {VERSION}; write it anew.")
        return {key: frozenset(codes) for key, codes in document["findings"].items()}
    except (AttributeError, KeyError, TypeError):
        message = "This is no baseline; `tunelint check --write-baseline` writes one."
        raise FileError(path, 1, message) from None


def add_to_baseline(path: Path, found: Iterable[tuple[str, str]]) -> None:
    """Write what else is known into a baseline, or a new one. Raises `FileError`."""
    known = [(key, code) for key, codes in read_baseline(path).items() for code in codes]
    write_baseline(path, [*known, *found])


def write_baseline(path: Path, found: Iterable[tuple[str, str]]) -> int:
    """Write the keys of lines with the codes of what is wrong there; returns how many there are.

    A line for each, sorted, so that a change of the dataset is a small change here.
    """
    findings: dict[str, list[str]] = {}
    entries = sorted(set(found))
    for key, code in entries:
        findings.setdefault(key, []).append(code)
    document = {"version": VERSION, "findings": findings}
    path.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return len(entries)
