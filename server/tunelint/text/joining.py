"""Writes a JSON value that stands on several rows on one, or each item of an array on one."""

import re
from collections.abc import Iterable, Iterator

from tunelint.text.rows import content
from tunelint.text.scanner import end_of_string

_STRUCTURE = re.compile(rb'["{}\[\],]')
_OPENERS, _CLOSERS, _QUOTE = b"{[", b"}]", b'"'
_GAPS = b" \t"


def join_rows(rows: Iterable[bytes]) -> Iterator[bytes]:
    """The rows of a value as one row, or those of an array as one for each of its items.

    Only the white space around line ends is other than before. The rows that come of them end as
    the first one does, and the last of them as the last one does.
    """
    joiner = _Joiner()
    waiting = None
    line_end = ending = b""
    for row in rows:
        text = content(row)
        ending = row[len(text) :]
        line_end = line_end or ending or b"\n"
        for line in joiner.add(text):
            if waiting is not None:
                yield waiting + line_end
            waiting = line
    last = joiner.rest()
    if waiting is not None and last:
        yield waiting + line_end
    if waiting is not None or last:
        yield (last or waiting or b"") + ending


class _Joiner:
    """Takes one row after the other; knows how deep it is, and what the current line has so far."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._depth = 0
        self._is_array = False

    def add(self, text: bytes) -> Iterator[bytes]:
        """Go on with a row's text: the items that end in it."""
        text = text.strip(_GAPS)
        start = self._begin(text)
        position = start
        while found := _STRUCTURE.search(text, position):
            position = found.end()
            if found[0] == _QUOTE:
                position = end_of_string(text, found.start())
            elif found[0] in _OPENERS:
                self._depth += 1
            elif found[0] == b",":
                if self._is_array and self._depth == 1:
                    yield self._line(text[start : found.start()])
                    start = position
            else:
                self._depth -= 1
                if self._is_array and self._depth == 0:
                    self._take(text[start : found.start()])
                    start = position
        self._take(text[start:])

    def rest(self) -> bytes:
        """What came behind the last comma between items, or the one value that there is."""
        return self._line(b"")

    def _begin(self, text: bytes) -> int:
        """How much of a row is the bracket of the array whose items are wanted."""
        if self._depth or self._pieces or self._is_array or not text.startswith(b"["):
            return 0
        self._is_array = True
        self._depth = 1
        return 1

    def _take(self, text: bytes) -> None:
        text = text.strip(_GAPS)
        if not text:
            return
        if self._pieces and self._pieces[-1][-1:] not in _OPENERS and text[:1] not in _CLOSERS:
            self._pieces.append(b"" if text[:1] in b",:" else b" ")
        self._pieces.append(text)

    def _line(self, text: bytes) -> bytes:
        self._take(text)
        line = b"".join(self._pieces)
        self._pieces.clear()
        return line
