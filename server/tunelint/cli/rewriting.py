"""Replaces a file by another one, as a whole or not at all."""

import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self, cast

from tunelint.engine.stream_fixing import Fixed
from tunelint.files import put

ENDING = ".tunelint"
"""Of the files beside, which nobody takes for datasets should one be left behind."""


class Rewriting:
    """A file that is read through `source`, and beside which others can be written.

    Those are gone at the end, save for the one that takes the place of the file. What a link leads
    to is replaced, not the link. Everything here raises `OSError`.
    """

    def __init__(self, path: Path) -> None:
        self._path = Path(os.path.realpath(path))
        self._beside: list[BinaryIO] = []

    def __enter__(self) -> Self:
        self.source: BinaryIO = self._path.open("rb")
        self._before = os.fstat(self.source.fileno())
        if not stat.S_ISREG(self._before.st_mode):
            self.source.close()
            raise OSError("this is no file that can be replaced")
        return self

    def __exit__(self, *_: object) -> None:
        self.source.close()
        for stream in self._beside:
            _discard(stream)

    def new(self) -> BinaryIO:
        """A file to write beside; only the one before it is kept, to be read meanwhile."""
        for stream in self._beside[:-1]:
            _discard(stream)
        del self._beside[:-1]
        # Whoever may write to the folder only must not get around what the file forbids.
        if not os.access(self._path, os.W_OK):
            raise PermissionError("the file may not be written to")
        try:
            temporary = tempfile.NamedTemporaryFile(  # noqa: SIM115
                prefix=f".{self._path.name}.", suffix=ENDING, dir=self._path.parent, delete=False
            )
        except PermissionError:
            raise PermissionError("its folder may not be written to") from None
        stream = cast(BinaryIO, temporary)
        self._beside.append(stream)
        return stream

    def finish(self, fixed: Fixed) -> None:
        """Put what was written in the place of the file, unless that was changed meanwhile."""
        stream = fixed.stream
        if stream is self.source:
            return
        stream.flush()
        _make_alike(stream.fileno(), self._before)
        os.fsync(stream.fileno())
        stream.close()
        self.source.close()
        if _version(self._path.stat()) != _version(self._before):
            raise OSError("it was changed meanwhile, so nothing is written")
        put(Path(stream.name), self._path)
        _sync(self._path.parent)


def _make_alike(descriptor: int, before: os.stat_result) -> None:
    """Give a file the owner and the mode of another."""
    if sys.platform == "win32":
        return
    now = os.fstat(descriptor)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        os.fchown(descriptor, before.st_uid, before.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _version(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _sync(folder: Path) -> None:
    """Have the new name on the disk, where folders can be opened for that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _discard(stream: BinaryIO) -> None:
    """Take a file away, even if the disk is too full for the rest of it; it may be gone."""
    with suppress(OSError):
        stream.close()
    with suppress(FileNotFoundError):
        Path(stream.name).unlink()
