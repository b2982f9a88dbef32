"""Recognises rows that aren't UTF-8, and the encodings that they are likely to be in."""

import codecs
import re

from tunelint.text.fault_kinds import Fault, FaultKind

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

# JSON begins with an ASCII character. Rows are split at the byte 0A, which leaves the rest of a
# little-endian newline at the start of the next row.
_UTF32_START = re.compile(rb"\0\0\0[^\0]|[^\0]\0\0\0")
_UTF16_START = re.compile(rb"\0[^\0]|[^\0]\0")

# Accented letters stand alone or in pairs; a longer run is more likely to be broken UTF-8.
_LONG_RUN = re.compile(rb"[\x80-\xff]{3}")


def encoding_fault(row: bytes) -> Fault | None:
    """The first byte that no UTF-8 text has, or the first NUL of a row in UTF-16 or UTF-32."""
    wide = _wide_encoding(row)
    try:
        row.decode()
    except UnicodeDecodeError as error:
        encoding = wide or ("Windows-1252" if _looks_like_windows_1252(row, error) else "")
        return _fault(row, error.start, error.end, encoding)
    if wide:
        nul = row.index(b"\0")
        return _fault(row, nul, nul + 1, wide)
    return None


def _fault(row: bytes, start: int, end: int, encoding: str) -> Fault:
    return Fault(
        FaultKind.NOT_UTF8,
        start,
        end,
        found=f"0x{row[start]:02X}",
        encoding=encoding,
        is_marked=is_marked(row),
    )


def _wide_encoding(row: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if row.startswith(mark):
            return encoding
    if _UTF32_START.match(row):
        return "UTF-32"
    return "UTF-16" if _UTF16_START.match(row) else ""


def is_marked(row: bytes) -> bool:
    """Whether a file that begins so is in UTF-16 or UTF-32, by a mark and what stands behind it."""
    for mark, _ in _BYTE_ORDER_MARKS:
        if row.startswith(mark):
            behind = row[len(mark) :]
            return bool(_UTF32_START.match(behind) or _UTF16_START.match(behind))
    return False


def _looks_like_windows_1252(row: bytes, error: UnicodeDecodeError) -> bool:
    if error.end == len(row) or _LONG_RUN.search(row) or not row.decode(errors="ignore").isascii():
        return False
    try:
        row.decode("windows-1252")
    except UnicodeDecodeError:
        return False
    return True
