"""A line on the terminal that says how far a long work is."""

import os
import stat
import sys
from collections.abc import Callable
from time import monotonic
from typing import BinaryIO, Self

from tunelint.cli.terminal import fitting, follows_escapes

FIRST_AFTER = 0.5
EVERY = 0.1
ERASE = "\r\x1b[K"


class Progress:
    """Shown on standard error, only when that is a terminal, and gone when the work is done.

    `words` say it, of how much is done.
    """

    def __init__(self, words: Callable[[int], str]) -> None:
        self._words = words
        self._done = 0
        self._next = monotonic() + FIRST_AFTER if follows_escapes(sys.stderr) else float("inf")
        self._visible = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def advance(self, count: int) -> None:
        """Count more as done, and show it when it is time to."""
        self._done += count
        if (now := monotonic()) >= self._next:
            self._next = now + EVERY
            self._visible = True
            line = fitting(self._words(self._done), sys.stderr)
            print(f"{ERASE}{line}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._visible:
            self._visible = False
            print(ERASE, end="", file=sys.stderr, flush=True)


def of_check(name: str, stream: BinaryIO) -> Progress:
    """How far the check of a dataset is, by the bytes that were read."""
    size = _size(stream)

    def words(done: int) -> str:
        share = f"{min(100, 100 * done // size)} %" if size else f"{done // 1_000_000:,} MB"
        return f"Checking {name}: {share}"

    return Progress(words)


def of_fixing(name: str) -> Progress:
    """How much of a dataset was read, which is done several times."""
    return Progress(lambda done: f"Fixing {name}: {done // 1_000_000:,} MB read")


def of_fetching(name: str, images: int) -> Progress:
    """How many of the images of a dataset are fetched."""
    return Progress(lambda done: f"Fetching images of {name}: {done:,} of {images:,}")


def of_sending(words: str, size: int) -> Progress:
    """How much of a file has gone out."""
    return Progress(lambda done: f"{words}: {min(100, 100 * done // max(1, size))} %")


def _size(stream: BinaryIO) -> int | None:
    status = os.fstat(stream.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None
