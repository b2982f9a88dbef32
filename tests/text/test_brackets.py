"""Brackets are counted outside of strings, in rows that are JSON and in parts of them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from json_spellings import VALUES, Value, spell
from tunelint.text.brackets import depth_change


def counted(row: str) -> int | None:
    depth, is_string, is_escaped = 0, False, False
    for character in row:
        if is_string:
            is_string = is_escaped or character != '"'
            is_escaped = character == "\\" and not is_escaped
        else:
            is_string = character == '"'
            depth += (character in "{[") - (character in "}]")
    return None if is_string else depth


@given(VALUES, st.randoms(use_true_random=False), st.data())
def test_a_part_of_a_row_has_the_brackets_that_are_outside_of_its_strings(
    value: Value, random: Random, data: st.DataObject
) -> None:
    row = spell(value, random)
    part = row[: data.draw(st.integers(0, len(row)))]
    assert depth_change(part) == counted(part.decode(errors="replace"))


@given(st.text(st.sampled_from('{}[]"\\, :x')))
def test_what_is_no_json_has_brackets_too(row: str) -> None:
    assert depth_change(row.encode()) == counted(row)


@pytest.mark.parametrize("length", [0, 63, 64, 65])
def test_strings_count_for_nothing_however_long_and_many(length: int) -> None:
    strings = f'"{"]" * length}", ' * 100
    assert depth_change(f"[{strings}{{".encode()) == 2
