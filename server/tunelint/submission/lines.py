"""What the lines of sent files were, so that what is said of one finds it where it is now."""

from array import array
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tunelint.text.fingerprint import fingerprint

MOST_LINES = 1_000_000
"""Of a file with more, 8 MB would be kept, and nobody mends that many by hand."""

KIND = "Q"


def fingerprints(rows: Iterable[bytes]) -> "array[int]":
    """What some rows are known by."""
    return array(KIND, map(fingerprint, rows))


class LinesSent:
    """The fingerprints of lines, by the hashes of the files, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, sha256: str, lines: "array[int]") -> None:
        """Write down what the lines of a content are."""
        if len(lines) <= MOST_LINES:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file(sha256).write_bytes(lines.tobytes())

    def of(self, sha256: str) -> "array[int]":
        """What the lines of a content were; none where that was not kept."""
        lines = array(KIND)
        with suppress(OSError, ValueError):
            lines.frombytes(self._file(sha256).read_bytes())
        return lines

    def keep_only(self, wanted: Iterable[str]) -> None:
        """Remove what is kept of other contents."""
        names = {self._file(sha256).name for sha256 in wanted}
        for file in self._folder.glob("*"):
            if file.name not in names:
                file.unlink(missing_ok=True)

    def _file(self, sha256: str) -> Path:
        return self._folder / sha256
