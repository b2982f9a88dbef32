"""How a finding is mended: plain data, in terms of JSON paths and values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tunelint.text.path import Path
from tunelint.text.span import Span


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding. A safe one keeps the meaning, or what was plainly intended.

    One for `every_line` is to be carried out line by line, from the first one of the file on.
    Behind one that `settles` its matter nothing shows that has a fix of its own.
    """

    title: str
    safe: bool
    changes: tuple[Change, ...]
    every_line: bool = False
    settles: bool = False


@dataclass(frozen=True, slots=True)
class SetValue:
    """Puts another JSON value at a path where there is one."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Gives the key at the end of a path another name."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Takes a member of an object, or an item of an array, away with its comma."""

    path: Path


@dataclass(frozen=True, slots=True)
class AddMember:
    """Adds a member at the end of the object at `path`."""

    path: Path
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Move:
    """Takes a value elsewhere, byte for byte.

    `to` ends with the key of a new member at the end of its object, or with the index of an item
    of its array, before which the value is put.
    """

    path: Path
    to: Path


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Puts other text in place of some bytes of a line that need not parse."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class RemoveLine:
    """Takes the whole line away."""


@dataclass(frozen=True, slots=True)
class FromPython:
    """Reads the line as a literal of Python, and writes its value as JSON."""


@dataclass(frozen=True, slots=True)
class Reencode:
    """Reads the line in another encoding, and writes it in UTF-8."""

    encoding: str


@dataclass(frozen=True, slots=True)
class ReencodeFile:
    """Reads the whole file in the encoding that its mark tells, and writes it in UTF-8."""

    encoding: str


@dataclass(frozen=True, slots=True)
class RemoveMark:
    """Takes the byte order mark at the beginning of the file away."""


@dataclass(frozen=True, slots=True)
class JoinLines:
    """Writes the value that stands on one or several lines on one, and each item of an array."""


@dataclass(frozen=True, slots=True)
class ConvertToChat:
    """Makes a chat example of a record of another format."""


@dataclass(frozen=True, slots=True)
class MendDataUri:
    """Writes the data URI at `path` as it was plainly meant: its prefix, padding, white space."""

    path: Path


@dataclass(frozen=True, slots=True)
class DeclareMediaType:
    """Has the data URI at `path` declare another media type, and keeps its bytes."""

    path: Path
    media_type: str


@dataclass(frozen=True, slots=True)
class ConvertImage:
    """Makes a PNG of the image whose URL stands at `path`: RGBA where it is transparent, else RGB.

    Of an animated image it takes the first frame.
    """

    path: Path


@dataclass(frozen=True, slots=True)
class FirstFrame:
    """Leaves the image whose URL stands at `path` its first frame only, in the same format."""

    path: Path


@dataclass(frozen=True, slots=True)
class ShrinkImage:
    """Makes the image whose URL stands at `path` take no more than so many bytes."""

    path: Path
    bytes_max: int


@dataclass(frozen=True, slots=True)
class EmbedFile:
    """Puts the image file that the URL at `path` means in its place, as a data URI.

    It may have no more than so many bytes.
    """

    path: Path
    bytes_max: int


Change = (
    SetValue
    | RenameKey
    | Remove
    | AddMember
    | Move
    | ReplaceText
    | RemoveLine
    | FromPython
    | Reencode
    | ReencodeFile
    | RemoveMark
    | JoinLines
    | ConvertToChat
    | MendDataUri
    | DeclareMediaType
    | ConvertImage
    | FirstFrame
    | ShrinkImage
    | EmbedFile
)

ITEMS_TO_LINES = Fix("Write each item on a line of its own", True, (JoinLines(),))
"""For an array of examples, be it on one line or on several."""
