"""A text as rows of UTF-8 bytes, where an edit touches only its own rows."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
HALVES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
"""A surrogate pair, each half of it encoded by itself."""


class Place(NamedTuple):
    """A byte offset inside a row; both count from 0."""

    row: int
    offset: int


class Change(NamedTuple):
    """What an edit did: `removed` rows from `first` on gave way to `added` rows."""

    first: int
    removed: int
    added: int


class Rows:
    r"""The rows of one text, each with its own line end (`\n`, `\r\n`, `\r`, or none on the last).

    There is always a last row without a line end, though it may be empty: that is the place
    where an editor's cursor stands after the final newline.
    """

    def __init__(self, text: bytes) -> None:
        self._rows = split_rows(text)
        self.byte_size = len(text)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> bytes:
        return self._rows[row]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._rows)

    def text(self) -> bytes:
        """The whole text, byte for byte."""
        return b"".join(self._rows)

    def replace(self, start: Place, end: Place, text: bytes) -> Change:
        """Put `text` in place of what stands between `start` and `end`."""
        rows = self._rows
        first, offset = start
        fresh = join_halves(rows[first][:offset] + text + rows[end.row][end.offset :])
        if first > 0 and fresh.startswith(b"\n") and rows[first - 1].endswith(b"\r"):
            # A newline put right behind a lone carriage return makes one line end of both.
            first -= 1
            fresh = rows[first] + fresh
        replacement = split_rows(fresh)
        if end.row + 1 < len(rows):
            replacement.pop()  # the empty row behind the line end that row `end.row` kept
        removed = rows[first : end.row + 1]
        rows[first : end.row + 1] = replacement
        self.byte_size += sum(map(len, replacement)) - sum(map(len, removed))
        return Change(first, len(removed), len(replacement))


def split_rows(text: bytes) -> list[bytes]:
    r"""Split at `\n`, `\r\n` and `\r` only: U+2028 and its like are legal raw in JSON strings."""
    rows = lines_of(text)
    if not rows or rows[-1].endswith((b"\n", b"\r")):
        rows.append(b"")
    return rows


def lines_of(text: bytes) -> list[bytes]:
    """The same without an empty row behind the last line end."""
    if b"\r" in text:
        return text.splitlines(keepends=True)
    return BytesIO(text).readlines()  # three times as fast, and knows newlines only


def join_halves(text: bytes) -> bytes:
    """Make one character of each surrogate pair whose halves have come to stand together."""
    return HALVES.sub(_join, text)


def content(row: bytes) -> bytes:
    """The row without its line end."""
    return row.rstrip(b"\r\n")


def _join(halves: re.Match[bytes]) -> bytes:
    units = halves[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le").encode()
