"""What an example is drawn on: the room for it, its findings, and where its pictures are from."""

from typing import NamedTuple, Protocol

from tunelint.assist.chat.room import Room
from tunelint.assist.chat.shown import Note
from tunelint.assist.shown_image import ShownImage
from tunelint.assist.spot import Spot
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
        self._left = [placed.finding for placed in spot.findings]

    def take(self, path: Path) -> tuple[Note, ...]:
        """The findings at a path or inside, of which nobody has taken any before."""
        taken = [each for each in self._left if (each.path or ())[: len(path)] == path]
        self._left = [each for each in self._left if each not in taken] if taken else self._left
        return tuple(
            Note(each.severity, each.code, each.message)
            for each in taken
            if self._room.takes("finding")
        )


class Sheet(NamedTuple):
    """The row that is drawn, and what is used up while it is drawn."""

    spot: Spot
    room: Room
    notes: Notes
    pictures: Pictures
