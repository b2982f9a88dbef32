"""Which files the paths on a command line mean."""

from collections.abc import Iterator
from pathlib import Path

ENDINGS = (".jsonl", ".ndjson")
STANDARD_INPUT = "-"
FOREIGN_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})


class NoDataset(Exception):
    """A path that leads to nothing to check; the message is for the user."""


def datasets(path: str) -> Iterator[str]:
    """The file itself, or the datasets in a folder and below it, hidden folders left out.

    Raises `NoDataset` when there are none.
    """
    if path == STANDARD_INPUT or not Path(path).is_dir():
        yield path
        return
    found = sorted(_below(Path(path)))
    if not found:
        raise NoDataset(f"{path}: no {' or '.join(ENDINGS)} file in this folder")
    yield from map(str, found)


def _below(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if not entry.name.startswith(".") and entry.name not in FOREIGN_FOLDERS:
                yield from _below(entry)
        elif entry.suffix.lower() in ENDINGS:
            yield entry
