"""Words that messages share: values shortened, counts with their nouns, sizes with their units."""

from collections.abc import Iterable
from datetime import datetime
from difflib import get_close_matches
from typing import Any

import orjson

LONGEST_VALUE = 40
MEGABYTE = 1_000_000
MEBIBYTE = 1 << 20
MODES = {
    "1": "1-bit black and white",
    "L": "greyscale",
    "LA": "greyscale with alpha",
    "P": "palette colour",
    "I;16": "16-bit greyscale",
}
"""What those modes of images are whose names say nothing."""

NAME_IS = 'a name is 1 to 64 letters (a to z), digits, "_" or "-"'


def shown(value: Any) -> str:
    """A JSON value as a message quotes it, shortened."""
    if type(value) is str:
        short = value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
        return orjson.dumps(short).decode()
    if type(value) is dict:
        return "an object"
    if type(value) is list:
        return "an array"
    text = orjson.dumps(value).decode()
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"


def count(number: int, noun: str) -> str:
    """`1 image`, `12,000 images`."""
    return f"{number:,} {noun}" + "s" * (number != 1)


def megabytes(size: int) -> str:
    """A size in bytes as `12.3 MB`, never rounded down to a limit that it passes."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE / 10 else f"{size:,} bytes"


def image_kind(mode: str | None, format: str | None) -> str:
    """`CMYK JPEG`, `greyscale PNG`; of what is known nothing else."""
    return " ".join(filter(None, (MODES.get(mode or "", mode), format)))


def size_limit(size: int) -> str:
    """A limit as documents write it: `512 MB`, be a megabyte 2^20 bytes or 10^6."""
    for unit in (MEBIBYTE, MEGABYTE):
        if size % unit == 0:
            return f"{size // unit} MB"
    return megabytes(size)


def moment(time: datetime) -> str:
    """`2026-11-25 at 12:00 UTC`."""
    return f"{time:%Y-%m-%d at %H:%M %Z}"


def choice(values: Iterable[str], last: str = "or") -> str:
    """`"low", "high" or "auto"`."""
    quoted = [f'"{value}"' for value in values]
    return f" {last} ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one known word that was probably meant."""
    words = {candidate.lower(): candidate for candidate in known}
    matches = get_close_matches(word.strip().lower(), words, n=1, cutoff=0.75)
    return words[matches[0]] if matches else None
