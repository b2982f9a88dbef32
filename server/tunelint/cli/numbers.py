"""Numbers on the command line, and what is said of what is none."""

from argparse import ArgumentTypeError
from math import isfinite


def whole(text: str) -> int:
    """The whole number that stands there. Raises `ArgumentTypeError`."""
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no whole number") from None


def number(text: str) -> float:
    """The number that stands there. Raises `ArgumentTypeError`."""
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not isfinite(found):
        raise ArgumentTypeError(f"{text} is no number")
    return found
