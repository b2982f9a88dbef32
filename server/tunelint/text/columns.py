"""Columns, as editors and terminals count them, to byte offsets in a row and back."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import accumulate

from tunelint.text.rows import content

PAIR = 4
"""The bytes of a character that is a surrogate pair in UTF-16, where each half takes two."""


PIECE = 1 << 16
"""Bytes that are decoded at once."""


class Unit(Enum):
    """What a column counts (the LSP position encodings; UTF-32 counts characters)."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Columns:
    """The columns of one row, for many questions: each is answered from a piece of the row."""

    def __init__(self, row: bytes, unit: Unit) -> None:
        pieces = list(_pieces(row))
        self._row = row
        self._unit = unit
        self._offsets = [*accumulate(map(len, pieces), initial=0)]
        self._columns = [*accumulate((width(piece, unit) for piece in pieces), initial=0)]

    def column(self, offset: int) -> int:
        """The column of a byte offset that lies between two characters."""
        piece = bisect_right(self._offsets, offset) - 1
        start = self._offsets[piece]
        return self._columns[piece] + width(self._row[start:offset], self._unit)

    def offset(self, column: int) -> int:
        """The byte offset of a column; behind the row there is none but its end."""
        if column >= self._columns[-1]:
            return len(self._row)
        piece = bisect_right(self._columns, column) - 1
        start, end = self._offsets[piece : piece + 2]
        inside = _offset_in(self._row[start:end], column - self._columns[piece], self._unit)
        return start + inside


def to_column(row: bytes, offset: int, unit: Unit) -> int:
    """The column of a byte offset that lies between two characters."""
    return width(row[:offset], unit)


def to_columns(row: bytes, offsets: Iterable[int], unit: Unit) -> Iterator[int]:
    """The columns of many offsets in ascending order; no byte is looked at twice."""
    column = position = 0
    for offset in offsets:
        column += width(row[position:offset], unit)
        position = offset
        yield column


def width(text: bytes, unit: Unit) -> int:
    """How many columns a text takes."""
    if unit is Unit.UTF8 or text.isascii():
        return len(text)
    if len(text) > PIECE:
        return sum(width(piece, unit) for piece in _pieces(text))
    characters = decode(text)
    return len(characters) if unit is Unit.UTF32 else len(_utf16(characters)) // 2


def to_offset(row: bytes, column: int, unit: Unit) -> int:
    """The byte offset of a column; as in LSP, one past the row's text means its end."""
    offset = 0
    for piece in _pieces(content(row)):
        passed = width(piece, unit)
        if column < passed:
            return offset + _offset_in(piece, column, unit)
        column -= passed
        offset += len(piece)
    return offset


def cut_pair(row: bytes, offset: int, column: int) -> tuple[bytes, bytes]:
    """The halves of the surrogate pair at the offset, if the UTF-16 column lies inside of it."""
    if row[offset : offset + 1] < b"\xf0" or to_column(row, offset, Unit.UTF16) == column:
        return b"", b""
    units = _utf16(decode(row[offset : offset + PAIR]))
    return _from_utf16(units[:2]), _from_utf16(units[2:])


def character_start(row: bytes, offset: int) -> int:
    """The offset, moved back to the start of the character it stands in."""
    if offset >= len(row):
        return len(row)
    while offset > 0 and _is_continuation(row[offset]):
        offset -= 1
    return offset


def decode(row: bytes) -> str:
    """The row's text; where it is no UTF-8, a byte counts as a character."""
    try:
        return row.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return row.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """UTF-8 of what an editor sent, which may hold lone surrogates."""
    return text.encode("utf-8", "surrogatepass")


def _pieces(text: bytes) -> Iterator[bytes]:
    """The text in pieces: one emoji is no reason to decode the megabytes of an image."""
    start = 0
    while start < len(text):
        end = start + PIECE
        while end < len(text) and _is_continuation(text[end]) and end > start + PIECE - PAIR:
            end -= 1
        yield text[start:end]
        start = end


def _offset_in(text: bytes, column: int, unit: Unit) -> int:
    if unit is Unit.UTF8 or text.isascii():
        return column
    if unit is Unit.UTF32:
        return len(encode(decode(text)[:column]))
    units = _utf16(decode(text))
    end = 2 * column
    if _is_low_surrogate(units[end : end + 2]) and _is_high_surrogate(units[end - 2 : end]):
        end -= 2
    return len(_from_utf16(units[:end]))


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _from_utf16(units: bytes) -> bytes:
    return encode(units.decode("utf-16-le", "surrogatepass"))


def _is_high_surrogate(unit: bytes) -> bool:
    return b"\xd8" <= unit[1:] <= b"\xdb"


def _is_continuation(byte: int) -> bool:
    return byte & 0b1100_0000 == 0b1000_0000


def _is_low_surrogate(unit: bytes) -> bool:
    return b"\xdc" <= unit[1:] <= b"\xdf"
