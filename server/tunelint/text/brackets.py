"""How many brackets a row opens more than it closes: what tells a value that goes on below."""

from tunelint.text.scanner import brackets

_OPENERS = b"{["


def depth_change(row: bytes) -> int | None:
    """Opened minus closed brackets outside of strings, None when a string is open at its end."""
    try:
        return sum(1 if row[bracket] in _OPENERS else -1 for bracket in brackets(row, 0))
    except ValueError:
        return None
