"""Reads a configuration file: `tunelint.toml`, or the table `[tool.tunelint]` of a project."""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from tunelint.config.keys import Values, read_keys
from tunelint.config.positions import line_of
from tunelint.config.settings import SettingsError
from tunelint.config.values import BadValue, absolute

OWN = "tunelint.toml"
PROJECT = "pyproject.toml"
FILE_NAMES = (OWN, PROJECT)
"""Of two in one folder, the first is followed."""

PARSER_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class FileError(SettingsError):
    """A configuration or baseline that can't be followed, because of one of its lines."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


class Configuration(NamedTuple):
    """A sound configuration file: what it says, and its text."""

    path: Path
    values: Values
    text: str

    def line_of(self, key: str, entry: Path | None = None) -> int:
        """The line, from 1, on which a key is set, or one entry of a table of files."""
        keys = (*_way_to_table(self.path), key)
        if entry:
            table = _our_table(self.path, _document(self.text))
            keys += tuple(name for name in table[key] if absolute(self.path.parent / name) == entry)
        return line_of(self.text, keys)


def find_file(folder: Path) -> Path | None:
    """The nearest configuration for what stands in a folder."""
    for parent in (folder, *folder.parents):
        for name in FILE_NAMES:
            path = parent / name
            if is_file(path) and (name == OWN or _is_for_us(path)):
                return path
    return None


def read_file(path: Path) -> Configuration:
    """Read a configuration file. Raises `FileError`."""
    text = read_text(path)
    try:
        table = _our_table(path, _document(text))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(path, text, str(error)) from None
    keys = _way_to_table(path)
    if not isinstance(table, dict):
        raise FileError(path, line_of(text, keys), '"tunelint" must be a table.')
    try:
        return Configuration(path, read_keys(table, path.parent), text)
    except BadValue as error:
        line = line_of(text, (*keys, *error.keys), error.word)
        raise FileError(path, line, str(error)) from None


def read_text(path: Path) -> str:
    """The text of a file. Raises `FileError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(path, 1, f"{error.strerror}.") from None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(path, line, "This line is not UTF-8.") from None


def is_file(path: Path) -> bool:
    """Whether there is such a file, as far as we may see."""
    try:
        return path.is_file()
    except OSError:
        return False


def _is_for_us(project: Path) -> bool:
    """Whether a project has our table; one that is broken has it if it looks like it."""
    try:
        text = read_text(project)
    except FileError:
        return False
    if "tunelint" not in text:
        return False
    try:
        return _our_table(project, _document(text)) is not None
    except tomllib.TOMLDecodeError:
        return "[tool.tunelint" in text


def _document(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise tomllib.TOMLDecodeError("Nested too deeply") from None


def _way_to_table(path: Path) -> tuple[str, ...]:
    return ("tool", "tunelint") if path.name == PROJECT else ()


def _our_table(path: Path, document: dict[str, Any]) -> Any:
    if path.name != PROJECT:
        return document
    tool = document.get("tool")
    return tool.get("tunelint") if isinstance(tool, dict) else None


def _syntax_error(path: Path, text: str, told: str) -> FileError:
    match = PARSER_PLACE.search(told)
    line = int(match[1]) if match and match[1] else text.rstrip().count("\n") + 1
    return FileError(path, line, f"This is no TOML: {PARSER_PLACE.sub('', told)}.")
