"""What a terminal shows: colours and lines that are written anew, if it does; and how wide."""

import os
import sys
from typing import TextIO
from unicodedata import category, east_asian_width

from tunelint.engine.excerpt import printable

WIDE = ("F", "W")
ABOVE_OTHERS = ("Me", "Mn")


def follows_escapes(stream: TextIO) -> bool:
    """Whether it is a terminal that follows escape sequences. That of Windows is told to."""
    return stream.isatty() and os.environ.get("TERM") != "dumb" and _is_told(stream)


def width(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def fitting(text: str, stream: TextIO) -> str:
    """The end of a text, as much as one line of the terminal holds that a stream leads to."""
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return text
    first = 0
    while first < len(text) and 0 < columns <= width(text[first:]):
        first += 1
    return text[first:]


def one_line(name: str) -> str:
    """The name of a file, whatever its bytes: no line end, and no command to the terminal."""
    return printable(os.fsencode(name))


def _columns(character: str) -> int:
    if category(character) in ABOVE_OTHERS:
        return 0
    return 2 if east_asian_width(character) in WIDE else 1


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import byref, wintypes

    FOLLOW_ESCAPES = 4
    """ENABLE_VIRTUAL_TERMINAL_PROCESSING"""

    def _is_told(stream: TextIO) -> bool:
        console = wintypes.HANDLE(msvcrt.get_osfhandle(stream.fileno()))
        mode, system = wintypes.DWORD(), ctypes.windll.kernel32
        known = system.GetConsoleMode(console, byref(mode))
        return bool(known and system.SetConsoleMode(console, mode.value | FOLLOW_ESCAPES))

else:

    def _is_told(stream: TextIO) -> bool:
        return True
