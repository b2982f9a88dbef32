"""Which files the paths on a command line mean."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tunelint.config.values import absolute

ENDINGS = (".jsonl", ".ndjson")
STANDARD_INPUT = "-"
FOREIGN_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})


OnError = Callable[[OSError], object]


class NoDataset(Exception):
    """A path that leads to nothing to check; the message is for the user."""


def datasets(path: str, on_error: OnError = lambda error: None) -> Iterator[str]:
    """The file itself, or the datasets in a folder and below it, hidden folders left out.

    Raises `NoDataset` when there are none, and `OSError` when the folder can't be read; folders in
    it that can't are told of, and passed over.
    """
    if not path:
        raise NoDataset("An empty path names no dataset.")
    if path == STANDARD_INPUT or not Path(path).is_dir():
        yield path
        return
    found = sorted(_below(Path(path), on_error))
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


def _below(folder: Path, on_error: OnError, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    above |= {folder.resolve()}
    for entry in folder.iterdir():
        if not entry.is_dir():
            if entry.suffix.lower() in ENDINGS:
                yield entry
        elif _is_ours(entry) and entry.resolve() not in above:
            try:
                yield from _below(entry, on_error, above)
            except OSError as error:
                on_error(error)


def _is_ours(folder: Path) -> bool:
    return not folder.name.startswith(".") and folder.name not in FOREIGN_FOLDERS
