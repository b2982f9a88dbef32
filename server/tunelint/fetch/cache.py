"""Keeps what URLs answered on the disk, for a while and up to a size."""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import time
from typing import NamedTuple

import orjson
from platformdirs import user_cache_path

from tunelint.fetch.answer import Answer
from tunelint.files import own_folder, write_whole

MOST_BYTES = 500_000_000
MOST_SECONDS = 24 * 3600
KEPT = 0.8
"""The share that stays when there is no room, so that it is not made again for the next answer."""


def user_folder() -> Path:
    """The folder of the user's cache that is ours."""
    return own_folder(user_cache_path) / "images"


class Cache:
    """A file an answer, named by a hash, since URLs can hold signatures.

    Several processes may use the folder at once: a file is there in full or not at all. What can't
    be read or written is as if it were not there. A size that others add to is kept roughly.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        most_bytes: int = MOST_BYTES,
        most_seconds: float = MOST_SECONDS,
    ) -> None:
        self._folder = folder or user_folder()
        self._most_bytes = most_bytes
        self._most_seconds = most_seconds
        self._size: int | None = None
        self._lock = Lock()

    def load(self, url: str) -> Answer | None:
        """What the URL answered, unless that is too long ago."""
        path = self._path(url)
        try:
            if path.stat().st_mtime < self._oldest():
                return None
            head, _, body = path.read_bytes().partition(b"\n")
            final, status, content_type, size = orjson.loads(head)
        except (OSError, TypeError, ValueError):
            return None
        return Answer(final, status, content_type, body) if len(body) == size else None

    def store(self, url: str, answer: Answer) -> None:
        """Keep an answer in place of an earlier one, and of the oldest others if need be."""
        facts = (answer.url, answer.status, answer.content_type, len(answer.body))
        data = orjson.dumps(facts) + b"\n" + answer.body
        if len(data) > self._most_bytes:
            return
        with suppress(OSError):
            self._make_room(len(data))
            write_whole(self._path(url), data)

    def _path(self, url: str) -> Path:
        return self._folder / sha256(url.encode(errors="surrogatepass")).hexdigest()

    def _oldest(self) -> float:
        return time() - self._most_seconds

    def _make_room(self, size: int) -> None:
        with self._lock:
            if self._size is None or self._size + size > self._most_bytes:
                self._size = self._prune(self._most_bytes - size)
            self._size += size

    def _prune(self, most_bytes: int) -> int:
        """Remove what is too old, and the oldest of what is too much; how much stays."""
        files = sorted(self._files(), reverse=True)
        is_full = sum(file.size for file in files) > most_bytes
        most = int(most_bytes * KEPT) if is_full else most_bytes
        kept = 0
        for file in files:
            if file.written < self._oldest() or kept + file.size > most:
                with suppress(OSError):
                    file.path.unlink()
            else:
                kept += file.size
        return kept

    def _files(self) -> Iterator["File"]:
        for path in self._folder.glob("*"):
            with suppress(OSError):  # another process may have removed it
                status = path.stat()
                yield File(status.st_mtime, status.st_size, path)


class File(NamedTuple):
    """When a file of the cache was written, and its size."""

    written: float
    size: int
    path: Path
