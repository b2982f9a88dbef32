"""How many brackets a row opens more than it closes: what tells a value that goes on below."""

import re

from tunelint.text.scanner import end_of_string

_search = re.compile(rb'["{}\[\]]').search
_OPENERS = b"{["


def depth_change(row: bytes) -> int | None:
    """Opened minus closed brackets outside of strings, None when a string is open at its end."""
    depth = position = 0
    while found := _search(row, position):
        position = found.end()
        if found[0] != b'"':
            depth += 1 if found[0] in _OPENERS else -1
            continue
        try:
            position = end_of_string(row, found.start())
        except ValueError:
            return None
    return depth
