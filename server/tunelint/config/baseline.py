"""The baseline: findings that are known, and not told again.

JSONL has no comments, so a finding is known by its rule and by what its line holds. Lines may be
moved, sorted and spaced otherwise. What is said of a file as a whole is never in a baseline.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import orjson
from xxhash import xxh3_64_hexdigest

from tunelint.config.file import FileError, is_file, read_text
from tunelint.files import put

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

    A line for each, sorted, so that a change of the dataset is a small change here. Raises
    `OSError`, and what was known before is still there then.
    """
    findings: dict[str, list[str]] = {}
    entries = sorted(set(found))
    for key, code in entries:
        findings.setdefault(key, []).append(code)
    document = {"version": VERSION, "findings": findings}
    data = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    _replace(path, data)
    return len(entries)


def _replace(path: Path, data: bytes) -> None:
    """Write a file beside, as others may read it, and put it in the place of what is there."""
    old = Path(os.path.realpath(path))
    new = old.with_name(f".{old.name}.{os.getpid()}")
    try:
        new.write_bytes(data)
        with suppress(FileNotFoundError):
            shutil.copymode(old, new)
        put(new, old)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        new.unlink(missing_ok=True)
