"""Writes into a configuration file that a rule is ignored, and leaves the rest of it alone."""

from pathlib import Path
from typing import Any

from tunelint.config.file import PROJECT, is_file, read_file
from tunelint.text.rows import BYTE_ORDER_MARK


def ignore_rule(path: Path, code: str) -> None:
    """Have a configuration ignore a rule, and make the file where there is none.

    Raises `FileError` for one that can't be followed as it is.
    """
    import tomlkit

    if not is_file(path):
        path.write_text(tomlkit.dumps({"ignore": [code]}), "utf-8")
        return
    configuration = read_file(path)
    if code in configuration.values.get("ignore", ()):
        return
    document: Any = tomlkit.parse(configuration.text)
    table = document["tool"]["tunelint"] if path.name == PROJECT else document
    table.setdefault("ignore", []).append(code)
    path.write_bytes(_as_before(tomlkit.dumps(document).encode(), path.read_bytes()))


def _as_before(text: bytes, before: bytes) -> bytes:
    """The text with the line ends, and the mark, of the one that it takes the place of."""
    if b"\r\n" in before:
        text = text.replace(b"\n", b"\r\n")
    return BYTE_ORDER_MARK + text if before.startswith(BYTE_ORDER_MARK) else text
