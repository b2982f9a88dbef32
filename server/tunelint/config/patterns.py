"""Patterns of file names, as `per-file-ignores` has them."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple


class Pattern(NamedTuple):
    """A pattern of names, or of paths in a folder. Behind a `!` it means all other files."""

    text: str
    folder: Path

    def matches(self, path: Path) -> bool:
        """Whether an absolute path is meant: by its name, or from the pattern's folder on."""
        is_negated = self.text.startswith("!")
        pattern = self.text.removeprefix("!").removeprefix("./")
        inside = path.relative_to(self.folder) if path.is_relative_to(self.folder) else path
        # `*` crosses folders, and `**/` may stand for no folder at all.
        is_meant = any(
            fnmatchcase(name, each)
            for name in (path.name, inside.as_posix())
            for each in (pattern, pattern.replace("**/", ""))
        )
        return is_meant is not is_negated
