"""A file as it was when it was looked at: what is sent later must be the same."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG

from tunelint.service import FileChanged

Stamp = tuple[int, int, int]
"""The size of a file, when it was written, and which one it is on its disk."""

SHOWN_DIGITS = 16
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Content:
    """A file on the disk, and the hashes of what is in it; services know of `md5` only."""

    path: Path
    sha256: str
    md5: str
    stamp: Stamp

    @classmethod
    def read(cls, path: Path) -> Content:
        """The file as it is now. Raises `OSError`."""
        stamp = _stamp(path)
        return cls(path, *_hashes(path), stamp)

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.stamp[0]

    @property
    def name(self) -> str:
        """The name at the service. The hash in it lets the file be found again for sure."""
        return f"{self.path.stem}-{self.sha256[:SHOWN_DIGITS]}{self.path.suffix}"

    def is_current(self) -> bool:
        """Whether the file holds the same still."""
        try:
            return _stamp(self.path) == self.stamp or is_content(self.path, self.sha256)
        except OSError:
            return False

    def check(self) -> None:
        """Raise `FileChanged` unless the file holds the same still."""
        if not self.is_current():
            raise FileChanged(
                f"{self.path.name} was changed after it was checked.",
                advice="Nothing was ordered: submit again what is to be trained on.",
            )


def check_is_file(path: Path) -> None:
    """Raise `OSError` unless it can be read more than once, which a pipe can't."""
    if not S_ISREG(path.stat().st_mode):
        raise OSError(EINVAL, "This is no file on the disk", str(path))


def is_content(path: Path, sha256: str) -> bool:
    """Whether a file holds what has that hash. Raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def _hashes(path: Path) -> tuple[str, str]:
    """SHA-256 and MD5, made side by side while the file is read once."""
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file, ThreadPoolExecutor(1) as beside:
        while piece := file.read(PIECE):
            done = beside.submit(md5.update, piece)
            sha256.update(piece)
            done.result()
    return sha256.hexdigest(), md5.hexdigest()
