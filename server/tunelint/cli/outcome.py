"""How a command ends: what its exit code says, and how trouble with files is told."""

from enum import IntEnum


class Outcome(IntEnum):
    """The exit codes, as linters use them."""

    CLEAN = 0
    FOUND = 1
    FAILURE = 2
    INTERRUPTED = 130


def told(error: OSError) -> str:
    """`train.jsonl: Permission denied`."""
    return ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
