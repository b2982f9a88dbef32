"""A file as it was when it was looked at: what is sent later must be the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tunelint.service import FileChanged

Stamp = tuple[int, int, int]
"""The size of a file, when it was written, and which one it is on its disk."""

SHOWN_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Content:
    """A file on the disk, and the hash of what is in it."""

    path: Path
    sha256: str
    stamp: Stamp

    @classmethod
    def read(cls, path: Path) -> Content:
        """The file as it is now. Raises `OSError`."""
        stamp = _stamp(path)
        return cls(path, _sha256(path), stamp)

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
            return _stamp(self.path) == self.stamp or _sha256(self.path) == self.sha256
        except OSError:
            return False

    def check(self) -> None:
        """Raise `FileChanged` unless the file holds the same still."""
        if not self.is_current():
            raise FileChanged(
                f"{self.path.name} was changed after it was checked.",
                advice="Nothing was ordered: submit again what is to be trained on.",
            )


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
