"""Columns and offsets lead to each other, also in rows of megabytes."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunelint.text.columns import PIECE, Columns, Unit, to_column, to_columns, to_offset


@given(st.text(st.sampled_from("aé😀\u2028"), max_size=12), st.sampled_from(Unit), st.data())
def test_columns_are_told_in_one_pass(text: str, unit: Unit, data: st.DataObject) -> None:
    row = text.encode()
    places = st.integers(0, len(text)).map(lambda index: len(text[:index].encode()))
    offsets = sorted(data.draw(st.lists(places, max_size=6)))
    expected = [to_column(row, offset, unit) for offset in offsets]
    assert list(to_columns(row, offsets, unit)) == expected


@given(st.sampled_from(Unit), st.lists(st.integers(0, 200_000), min_size=1, max_size=3))
@settings(max_examples=50)
def test_a_long_row_has_the_columns_that_its_text_has(unit: Unit, places: list[int]) -> None:
    text = ("x" * 65_534 + "😀é") * 3
    row = text.encode() + b"\r\n"
    codec = {Unit.UTF8: "utf-8", Unit.UTF16: "utf-16-le", Unit.UTF32: "utf-32-le"}[unit]
    size = len("x".encode(codec))
    for index in places:
        before = text[:index]
        column = len(before.encode(codec)) // size
        assert to_column(row, len(before.encode()), unit) == column
        assert to_offset(row, column, unit) == len(before.encode())


@given(
    st.sampled_from(Unit),
    st.lists(st.sampled_from("aé😀\u2028"), max_size=4),
    st.integers(PIECE - 8, PIECE + 8),
    st.lists(st.integers(0, 3 * PIECE), max_size=4),
)
@settings(max_examples=50)
def test_many_columns_are_those_that_each_is(
    unit: Unit, characters: list[str], gap: int, places: list[int]
) -> None:
    text = ("x" * gap).join(characters)
    row = text.encode()
    columns = Columns(row, unit)
    for place in places:
        offset = len(text[:place].encode())
        column = to_column(row, offset, unit)
        assert columns.column(offset) == column
        assert columns.offset(column) == offset
        assert columns.offset(place) == to_offset(row, place, unit)


@pytest.mark.parametrize("unit", Unit)
def test_what_is_no_utf8_has_columns_too(unit: Unit) -> None:
    assert to_column(b"\x80" * 200_000, 150_000, unit) == 150_000


def test_an_emoji_does_not_make_a_row_of_megabytes_slow() -> None:
    row = "😀".encode() + b"x" * 10_000_000
    before = process_time()
    assert to_offset(row, to_column(row, len(row), Unit.UTF16), Unit.UTF16) == len(row)
    assert process_time() - before < 0.2
