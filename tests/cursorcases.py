"""Reads case files in which `$0` is the cursor, and a second block holds what is expected there.

The first block is a dataset as in `casefiles.py`. Words of its info string, besides the settings:
`snippets` (the editor knows them), `typed` (nobody asked, a trigger character was typed), and
`files=a.png,b/c.png` (what lies beside the dataset).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import casefiles
from tunelint.assist.spot import Spot, spot_at
from tunelint.engine.open_dataset import OpenDataset
from tunelint.text.columns import Unit, to_column
from tunelint.text.replacing import Position

CURSOR = b"$0"
FENCE = casefiles.FENCE


@dataclass
class CursorCase:
    """A dataset with a cursor, and the lines of the block behind it, of which `first` is one."""

    title: str
    info: list[str]
    expected: list[str]
    first: int
    rows: list[bytes]

    def given(self, name: str) -> str:
        """The value of a word such as `files=a.png`."""
        words = (word.partition("=") for word in self.info)
        return next((value for key, _, value in words if key == name), "")

    def spot(self, unit: Unit = Unit.UTF16) -> Spot:
        """The place of the cursor, in a dataset that is checked."""
        spot = spot_at(self.dataset(unit), self.place(unit))
        assert spot
        return spot

    def place(self, unit: Unit = Unit.UTF16) -> Position:
        """The row and the column of the cursor."""
        number = next(n for n, row in enumerate(self.rows) if CURSOR in row)
        return number, to_column(self.rows[number], self.rows[number].index(CURSOR), unit)

    def dataset(self, unit: Unit = Unit.UTF16) -> OpenDataset:
        """The dataset without the cursor, checked."""
        text = b"".join(self.rows).replace(CURSOR, b"", 1).decode().removesuffix("\n")
        dataset = OpenDataset(text, casefiles.settings(self.info), unit)
        while not dataset.is_checked:
            dataset.check(seconds=60)
        return dataset


def read_cursor_cases(path: Path) -> Iterator[CursorCase]:
    title, block, case = "", None, None
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if block is None and line.startswith("#"):
            title = line.lstrip("# ")
        elif block is None and line.startswith(FENCE):
            block = casefiles.Case(title, line.removeprefix(FENCE).split(), number + 1)
        elif block is not None and line == FENCE:
            texts = [each.template for each in block.lines]
            if block.info[0] == "jsonl":
                case = CursorCase(title, block.info[1:], [], 0, casefiles.rows_of(block))
            else:
                assert case, f"{path.name}: {title}: nothing stands before what is expected"
                case.expected, case.first = texts, block.first
                yield case
                case = None
            block = None
        elif block is not None:
            block.lines.append(casefiles.Line(line))
    assert case is None, f"{path.name}: {title}: nothing is expected"


def rewrite(path: Path, found: dict[int, list[str]]) -> None:
    """Put other lines in place of what is expected, by the numbers of their first lines."""
    lines = path.read_text("utf-8").splitlines()
    for case in reversed(list(read_cursor_cases(path))):
        lines[case.first : case.first + len(case.expected)] = found[case.first]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
