"""Keys that come twice are found where a decoder that tells of each member finds them."""

import json
from random import Random
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from json_spellings import VALUES, Value, spell
from tunelint.text.duplicate_keys import find_duplicate_keys, has_duplicate_keys


def repeated(row: bytes) -> list[str]:
    names = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                names.append(name)
            seen.add(name)
        return dict(pairs)

    json.loads(row, object_pairs_hook=members)
    return sorted(names)


@given(VALUES, st.randoms(use_true_random=False))
def test_every_repeated_key_is_found_and_no_other(value: Value, random: Random) -> None:
    row = spell(value, random)
    expected = repeated(row)
    assert sorted(str(found.path[-1]) for found in find_duplicate_keys(row)) == expected
    assert has_duplicate_keys(row) == bool(expected)


@given(VALUES, st.randoms(use_true_random=False))
def test_what_is_pointed_at_is_the_key_and_its_member(value: Value, random: Random) -> None:
    row = spell(value, random)
    for path, key, member in find_duplicate_keys(row):
        assert orjson.loads(row[slice(*key)]) == path[-1]
        without = row[: member.start] + row[member.end :]
        assert orjson.loads(without) == orjson.loads(row)


def test_what_is_nested_too_deep_for_a_quick_answer_is_searched() -> None:
    deep = b'{"a": ' * 500 + b"1" + b"}" * 500
    assert has_duplicate_keys(deep)
    assert find_duplicate_keys(deep) == []
