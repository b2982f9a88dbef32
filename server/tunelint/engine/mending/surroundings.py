"""What carrying a fix out needs to know besides the row, and how it fails."""

from dataclasses import dataclass
from pathlib import Path


class CannotMend(Exception):
    """A fix that can't be carried out; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a dataset stands: local files come from `folder`, and only from inside the `roots`."""

    folder: Path | None = None
    roots: tuple[Path, ...] = ()
