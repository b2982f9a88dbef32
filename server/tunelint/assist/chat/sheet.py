"""What an example is drawn on: the room for it, its findings, and where its pictures are from."""

from collections import defaultdict
from typing import NamedTuple, Protocol

from tunelint.assist.chat.room import Room
from tunelint.assist.chat.shown import Note
from tunelint.assist.shown_image import ShownImage
from tunelint.assist.spot import Spot
from tunelint.rules.finding import Finding
from tunelint.text.path import Path


class Pictures(Protocol):
    """Small copies of images."""

    def of(self, image: ShownImage) -> str | None:
        """A data URI; None where no copy can be made, or the image was not fetched."""

    def can_come(self, image: ShownImage) -> bool:
        """Whether there would be one if the image was fetched."""


class Notes:
    """The findings of a row, each of which is told once: at the innermost thing that is drawn."""

    def __init__(self, spot: Spot, room: Room) -> None:
        self._room = room
        self._inside: defaultdict[Path, list[Finding]] = defaultdict(list)
        self._taken: set[int] = set()
        for finding in (placed.finding for placed in spot.findings):
            path = finding.path or ()
            for length in range(len(path) + 1):
                self._inside[path[:length]].append(finding)

    def take(self, path: Path) -> tuple[Note, ...]:
        """The findings at a path or inside, of which nobody has taken any before."""
        found = [each for each in self._inside.pop(path, ()) if id(each) not in self._taken]
        self._taken.update(map(id, found))
        return tuple(
            Note(each.severity, each.code, each.message)
            for each in found
            if self._room.takes("finding")
        )


class Sheet(NamedTuple):
    """The row that is drawn, and what is used up while it is drawn."""

    spot: Spot
    room: Room
    notes: Notes
    pictures: Pictures
