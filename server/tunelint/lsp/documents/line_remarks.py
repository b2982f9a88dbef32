"""What a service said of lines: found where these lines stand now, and followed through edits."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tunelint.engine.open_dataset import OpenDataset
from tunelint.lsp.documents.diagnostics import SOURCE, Diagnostic
from tunelint.lsp.wire.ranges import range_in
from tunelint.text.columns import Unit, to_column, to_offset
from tunelint.text.fingerprint import fingerprint
from tunelint.text.rows import Change

CODE = "service-said"
LEVELS = {"error": 1, "warning": 2}

Place = tuple[int, bytes]
"""A row, and the text of its line."""


class Heard(NamedTuple):
    """Something that a service said of the line with that fingerprint.

    `row` is where the line was when it was sent; columns are characters from 0.
    """

    path: Path
    line: int
    row: int
    column: int | None
    level: str
    text: str


@dataclass(slots=True)
class Found:
    """A remark and the line that it is of: its row, and its text."""

    heard: Heard
    row: int
    text: bytes


class LineRemarks:
    """The remarks on one open document.

    One whose line is edited is not shown any more, unless that is undone.
    """

    def __init__(self) -> None:
        self._found: list[Found] = []

    def put(self, found: list[Found]) -> None:
        """Take these in place of those before."""
        self._found = found

    def follow(self, change: Change, dataset: OpenDataset) -> None:
        """Follow an edit of the dataset. A line may have moved within it, or have come back."""
        first, removed, added = change
        touched = []
        for each in self._found:
            if each.row >= first + removed:
                each.row += added - removed
            elif each.row >= first:
                each.row = min(each.row, first + added - 1)
                touched.append(each)
        if touched:
            _look_for(touched, [dataset.line(row) for row in range(first, first + added)], first)

    def diagnostics(self, dataset: OpenDataset) -> list[Diagnostic]:
        """The diagnostics of what is on its line still."""
        return [diagnostic(each, dataset.unit) for each in self._found if _stands(each, dataset)]


def find(lines: Iterable[bytes], heard: Iterable[Heard]) -> list[Found]:
    """The remarks whose lines are there; of several equal ones, on the nearest to where it was."""
    heard = [*heard]
    places = _places(lines, {each.line for each in heard})
    return [
        Found(each, *_nearest(places[each.line], each.row)) for each in heard if each.line in places
    ]


def diagnostic(found: Found, unit: Unit) -> Diagnostic:
    """A remark where its line is. It looks like no rule's, for it has no page."""
    heard, text = found.heard, found.text
    first = heard.column or 0
    start, end = (
        to_column(text, to_offset(text, character, Unit.UTF32), unit)
        for character in (first, first + 1)
    )
    return {
        "range": range_in(found.row, start, max(end, start + 1)),
        "severity": LEVELS.get(heard.level, LEVELS["warning"]),
        "code": CODE,
        "source": SOURCE,
        "message": f"The service says: {heard.text}",
    }


def _look_for(touched: Iterable[Found], lines: Iterable[bytes], first: int) -> None:
    """Put each on its line, if that is among these."""
    places = _places(lines, {each.heard.line for each in touched}, first)
    for each in touched:
        if each.heard.line in places:
            each.row, each.text = _nearest(places[each.heard.line], each.row)


def _places(lines: Iterable[bytes], wanted: Set[int], first: int = 0) -> dict[int, list[Place]]:
    """Where the wanted lines stand, each perhaps more than once."""
    places: dict[int, list[Place]] = {}
    for row, text in enumerate(lines, first) if wanted else ():
        line = fingerprint(text)
        if line in wanted:
            places.setdefault(line, []).append((row, text))
    return places


def _nearest(places: Iterable[Place], row: int) -> Place:
    return min(places, key=lambda place: abs(place[0] - row))


def _stands(found: Found, dataset: OpenDataset) -> bool:
    """Whether the line is where it is thought to be; mostly it is the very same object."""
    text = dataset.line(found.row)
    if text is found.text:
        return True
    if fingerprint(text) != found.heard.line:
        return False
    found.text = text
    return True
