"""Remarks stay with their lines through edits, and come back with lines that come back."""

from pathlib import Path

import pytest

from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.lsp.documents.line_remarks import Found, Heard, LineRemarks, diagnostic, find
from tunelint.text.columns import Unit
from tunelint.text.fingerprint import fingerprint
from tunelint.text.rows import Change

LINES = [f'{{"line": {number}}}' for number in range(6)]


class Document:
    """A dataset with a remark on some of its lines."""

    def __init__(self, *rows: int) -> None:
        self.dataset = OpenDataset("\n".join([*LINES, ""]), Settings(), Unit.UTF16)
        self.remarks = LineRemarks()
        heard = [
            Heard(Path("/a"), fingerprint(LINES[row].encode()), row, None, "error", str(row))
            for row in rows
        ]
        self.remarks.put(find(self.dataset.lines(), heard))

    def edit(self, first: int, last: int, text: str) -> None:
        """Put a text in place of whole lines."""
        self.remarks.follow(self.dataset.edit((first, 0), (last, 0), text), self.dataset)

    def shown(self) -> dict[str, int]:
        """The rows of the remarks that are shown."""
        return {
            each["message"].rpartition(" ")[2]: each["range"]["start"]["line"]
            for each in self.remarks.diagnostics(self.dataset)
        }


@pytest.mark.parametrize(("first", "last"), [(2, 3), (3, 4), (2, 5), (0, 6)])
def test_what_is_deleted_and_undone_has_its_remarks_again(first: int, last: int) -> None:
    document = Document(3, 4)
    document.edit(first, last, "")
    left = [row for row in (3, 4) if not first <= row < last]
    assert document.shown() == {str(row): row - (last - first) for row in left}
    document.edit(first, first, "".join(f"{line}\n" for line in LINES[first:last]))
    assert document.shown() == {"3": 3, "4": 4}


def test_a_line_that_moves_within_an_edit_takes_its_remark_along() -> None:
    document = Document(1)
    document.edit(1, 4, f"{LINES[2]}\n{LINES[3]}\n{LINES[1]}\n")
    assert document.shown() == {"1": 3}


def test_a_line_that_is_copied_keeps_one_remark() -> None:
    document = Document(2)
    document.edit(2, 2, f"{LINES[2]}\n")
    assert len(document.shown()) == 1


def test_a_text_in_place_of_the_whole_one_is_looked_through() -> None:
    document = Document(1, 4)
    removed = len(document.dataset.rows)
    document.dataset.reset("\n".join(["[]", *LINES[:3]]))
    document.remarks.follow(Change(0, removed, len(document.dataset.rows)), document.dataset)
    assert document.shown() == {"1": 2}
    document.dataset.reset("")
    document.remarks.follow(Change(0, 4, 1), document.dataset)
    assert document.shown() == {}


@pytest.mark.parametrize(
    ("unit", "column", "columns"),
    [
        (Unit.UTF8, 1, (1, 5)),
        (Unit.UTF16, 1, (1, 3)),
        (Unit.UTF32, 1, (1, 2)),
        (Unit.UTF16, 2, (3, 4)),
        (Unit.UTF16, 99, (4, 5)),
        (Unit.UTF16, None, (0, 1)),
    ],
)
def test_a_remark_is_of_one_whole_character(
    unit: Unit, column: int | None, columns: tuple[int, int]
) -> None:
    text = '"😀"'.encode()
    heard = Heard(Path("/a"), fingerprint(text), 0, column, "error", "No.")
    shown = diagnostic(Found(heard, 0, text), unit)["range"]
    assert (shown["start"]["character"], shown["end"]["character"]) == columns
