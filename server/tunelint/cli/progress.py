"""A line on the terminal that says how far a long check is."""

import os
import stat
import sys
from time import monotonic
from typing import BinaryIO, Self

FIRST_AFTER = 0.5
EVERY = 0.1
ERASE = "\r\x1b[K"


class Progress:
    """Shown on standard error, only when that is a terminal, and gone when the check is done."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self._name = name
        self._size = _size(stream)
        self._done = 0
        self._next = monotonic() + FIRST_AFTER if sys.stderr.isatty() else float("inf")
        self._visible = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def advance(self, count: int) -> None:
        """Count bytes as done, and show it when it is time to."""
        self._done += count
        if (now := monotonic()) >= self._next:
            self._next = now + EVERY
            self._visible = True
            print(f"{ERASE}Checking {self._name}: {self._share()}", end="", file=sys.stderr)
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._visible:
            self._visible = False
            print(ERASE, end="", file=sys.stderr, flush=True)

    def _share(self) -> str:
        if self._size:
            return f"{min(100, 100 * self._done // self._size)} %"
        return f"{self._done // 1_000_000:,} MB"


def _size(stream: BinaryIO) -> int | None:
    status = os.fstat(stream.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None
