"""Something that a service says of a line of a file that was sent to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tunelint.submission.contents import is_content


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the service says, of a row of a file or of all of it (None).

    Rows and columns count from 0. `sha256` is that of the content that it was said of: the file
    may hold something else by now.
    """

    path: Path
    sha256: str
    row: int | None
    column: int | None
    level: str
    text: str

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Remark:
        """The remark that was written down."""
        return cls(**{**table, "path": Path(table["path"])})

    @property
    def is_current(self) -> bool:
        """Whether the file still holds what was sent."""
        try:
            return is_content(self.path, self.sha256)
        except OSError:
            return False
