"""Which files the paths on a command line mean."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tunelint.config.values import absolute

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


def paired(paths: Iterable[str], validation_file: str) -> dict[str, str]:
    """Each dataset that the paths mean, save for the validation file, with that file."""
    pairs = {}
    for path in paths:
        # What leads nowhere is told of when it is to be checked.
        with suppress(NoDataset, OSError):
            pairs.update(dict.fromkeys(datasets(path), validation_file))
    beside = absolute(Path(validation_file))
    return {name: file for name, file in pairs.items() if absolute(Path(name)) != beside}


def shown(path: Path) -> Path:
    """The path as people write it here: from the working directory on, if it is in there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _below(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if not entry.name.startswith(".") and entry.name not in FOREIGN_FOLDERS:
                yield from _below(entry)
        elif entry.suffix.lower() in ENDINGS:
            yield entry
