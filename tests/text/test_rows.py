"""Rows: split as LSP splits, and edited without touching the rest."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.text.columns import Unit, encode, to_column, to_offset
from tunelint.text.rows import Place, Rows, split_rows

TEXTS = st.text(st.sampled_from("a{é\u2028\x85\x0b😀\n\r"), max_size=40)


@given(TEXTS)
def test_rows_end_where_lsp_says_lines_end_and_nowhere_else(text: str) -> None:
    expected = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    assert split_rows(encode(text)) == [encode(row) for row in expected]


@given(TEXTS, st.data())
def test_edits_equal_the_same_edits_on_the_full_text(text: str, data: st.DataObject) -> None:
    rows = Rows(encode(text))
    for _ in range(data.draw(st.integers(1, 4))):
        places = [
            (Place(row, offset), position)
            for row, offset, position in _addressable_places(split_rows(encode(text)))
        ]
        (start, left), (end, right) = sorted(
            data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2))
        )
        insert = data.draw(TEXTS)
        before = len(rows)
        change = rows.replace(start, end, encode(insert))
        whole = encode(text)
        text = (whole[:left] + encode(insert) + whole[right:]).decode()
        assert [rows[row] for row in range(len(rows))] == split_rows(encode(text))
        assert len(rows) == before - change.removed + change.added


def _addressable_places(rows: list[bytes]) -> list[tuple[int, int, int]]:
    places, position = [], 0
    for number, row in enumerate(rows):
        text = row.rstrip(b"\r\n").decode()
        offsets = [len(text[:column].encode()) for column in range(len(text) + 1)]
        places += [(number, offset, position + offset) for offset in offsets]
        position += len(row)
    return places


@given(st.text(max_size=30), st.data())
def test_columns_and_offsets_are_inverse(text: str, data: st.DataObject) -> None:
    text = re.sub(r"[\r\n]", "", text)
    row, cut = encode(text), data.draw(st.integers(0, len(text)))
    offset = len(encode(text[:cut]))
    columns = {
        Unit.UTF8: offset,
        Unit.UTF16: len(text[:cut].encode("utf-16-le", "surrogatepass")) // 2,
        Unit.UTF32: cut,
    }
    for unit, column in columns.items():
        assert to_column(row, offset, unit) == column
        assert to_offset(row, column, unit) == offset


@pytest.mark.parametrize(
    ("row", "column", "offset"),
    [
        pytest.param("ab\r\n", 9, 2, id="past the end is the end of the text"),
        pytest.param("é\n", 9, 2, id="past the end behind a character of two bytes"),
        pytest.param("😀x", 1, 0, id="the middle of a surrogate pair is its start"),
        pytest.param("😀x", 2, 4, id="behind a surrogate pair"),
    ],
)
def test_utf16_columns_are_kept_inside_the_row(row: str, column: int, offset: int) -> None:
    assert to_offset(row.encode(), column, Unit.UTF16) == offset
