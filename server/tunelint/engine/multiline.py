"""Recognises a JSON value that was written over several rows, as pretty-printers do."""

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

import orjson

from tunelint.rules.subjects import MultilineValue
from tunelint.text.brackets import depth_change
from tunelint.text.faults import find_fault

PARSED_UP_TO = 16 << 20
"""Bytes. A longer value is believed by its brackets."""

MOST_WHOLE_OBJECTS = 1
"""In an array with an item a row, only the last one has no comma behind it and parses alone."""


LONE_BRACKETS = (b"{", b"[")
"""How pretty-printers begin. Rows behind such a one belong together, be the whole no JSON."""


class Region(NamedTuple):
    """The rows from `first` to `last`, which hold one value: what is wrong with each is void."""

    first: int
    last: int
    value: MultilineValue


def covers(regions: Sequence[Region], row: int) -> bool:
    """Whether a row is part of one of the regions, which stand in order."""
    return region_of(regions, row) is not None


def region_of(regions: Sequence[Region], row: int) -> Region | None:
    """The one of the regions, which stand in order, that a row is part of."""
    index = bisect_right(regions, row, key=lambda region: region.first) - 1
    return regions[index] if index >= 0 and row <= regions[index].last else None


class RegionFinder:
    """Follows the rows of a file; `complete` holds the values on several rows so far."""

    def __init__(self) -> None:
        self.complete: list[Region] = []
        self._open: OpenValue | None = None
        self._first = self._last = 0

    @property
    def is_open(self) -> bool:
        """Whether a value goes on that an earlier row began."""
        return self._open is not None

    def follow(self, number: int, row: bytes, *, is_object: bool, may_begin: bool) -> None:
        """Go on with a row; `is_object` by itself, or one that `may_begin` a value."""
        self._last = number
        if self._open is not None:
            progress = self._open.add(row, is_object=is_object)
            if progress is Progress.GOES_ON:
                return
            if progress is Progress.COMPLETE:
                self.complete.append(Region(self._first, number, self._open.value()))
                may_begin = False
            self._open = None
        if may_begin:
            self._open, self._first = OpenValue(row), number

    def end(self) -> None:
        """The file ends, perhaps in the middle of a value."""
        if self._open is not None and self._open.is_pretty_printed and self._last > self._first:
            self.complete.append(Region(self._first, self._last, self._open.value()))
        self._open = None


class Progress(Enum):
    """What a row did to the value."""

    GOES_ON = "goes on"
    COMPLETE = "complete"
    BROKEN = "broken"


class OpenValue:
    """A value that began on one row, and may or may not end on a later one."""

    def __init__(self, row: bytes) -> None:
        self._pieces = [row]
        self._size = len(row)
        self.is_pretty_printed = row.strip() in LONE_BRACKETS
        self._depth = depth_change(row) or 0
        self._lines = 1
        self._whole_objects = 0

    def add(self, row: bytes, *, is_object: bool) -> Progress:
        """Go on with the next row; `is_object` tells that it is a JSON object by itself."""
        change = depth_change(row)
        self._whole_objects += is_object
        if change is None or self._whole_objects > MOST_WHOLE_OBJECTS:
            return Progress.BROKEN
        self._depth += change
        self._lines += 1
        self._size += len(row)
        if self._size <= PARSED_UP_TO:
            self._pieces.append(row)
        if self._depth > 0:
            return Progress.GOES_ON
        is_complete = self._depth == 0 and (self.is_pretty_printed or self._parses())
        return Progress.COMPLETE if is_complete else Progress.BROKEN

    def value(self) -> MultilineValue:
        """What a rule is to judge, once the value is complete or the file at its end."""
        if self._size > PARSED_UP_TO:
            return MultilineValue(self._lines, None)
        text = b"".join(self._pieces)
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError:
            fault = find_fault(text)
            line = text.count(b"\n", 0, fault.start) if fault else 0
            return MultilineValue(self._lines, None, fault, line)
        return MultilineValue(self._lines, len(value) if type(value) is list else None)

    def _parses(self) -> bool:
        if self._size > PARSED_UP_TO:
            return True
        try:
            orjson.loads(b"".join(self._pieces))
        except orjson.JSONDecodeError:
            return False
        return True


def begins_value(row: bytes) -> bool:
    """Whether a row that is no JSON may be the first of a value on several rows."""
    return row.lstrip()[:1] in (b"{", b"[") and (depth_change(row) or 0) > 0
