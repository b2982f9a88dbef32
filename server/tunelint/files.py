"""Files that take the place of others in one step: a reader finds one of them, and never a part."""

import os
from collections.abc import Callable
from errno import ENOENT
from pathlib import Path
from tempfile import mkstemp
from time import monotonic, sleep

PATIENCE = 1.0
"""Seconds that others may hold a file, where the system lets nobody take its place meanwhile."""

EVERY = 0.01


def own_folder(find: Callable[..., Path]) -> Path:
    """The folder that is ours, of the kind that `platformdirs` finds. Raises `OSError`."""
    try:
        return find("tunelint", appauthor=False)
    except RuntimeError:
        raise OSError(ENOENT, "There is no home folder: set HOME") from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, readable by its owner only, and the folders that lack. Raises `OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        put(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def put(new: Path, path: Path) -> None:
    """Put a file in the place of another. Raises `OSError`.

    Windows refuses that while either is open, be it for a virus scanner.
    """
    until = monotonic() + PATIENCE
    while True:
        try:
            new.replace(path)
        except PermissionError:
            if monotonic() > until:
                raise
            sleep(EVERY)
        else:
            return
