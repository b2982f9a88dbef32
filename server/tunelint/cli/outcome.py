"""What a command's exit code says."""

from enum import IntEnum


class Outcome(IntEnum):
    """The exit codes, as linters use them."""

    CLEAN = 0
    FOUND = 1
    FAILURE = 2
    INTERRUPTED = 130
