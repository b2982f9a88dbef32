"""What lies around an offset, from the whole value inwards, however the row is spelled."""

from itertools import pairwise
from random import Random
from time import process_time

import orjson
from hypothesis import given
from hypothesis import strategies as st

from json_spellings import VALUES, Value, spell
from tunelint.text.nesting import levels, selections
from tunelint.text.scanner import behind_gap, end_of_value, members, spelled
from tunelint.text.span import Span

RANDOMS = st.randoms(use_true_random=False)


def is_json(row: bytes, span: Span) -> bool:
    try:
        orjson.loads(row[slice(*span)])
    except orjson.JSONDecodeError:
        return False
    return True


@given(VALUES, RANDOMS, st.data())
def test_selections_nest_around_the_offset(
    value: Value, random: Random, data: st.DataObject
) -> None:
    row = spell(value, random)
    offset = data.draw(st.integers(0, len(row)))
    spans = selections(row, offset)
    for inner, outer in pairwise(spans):
        assert outer.start <= inner.start <= inner.end <= outer.end
        assert inner != outer
    for span in spans:
        assert span.start <= offset <= span.end
    start = behind_gap(row, 0)
    whole = Span(start, end_of_value(row, start))
    assert spans[-1:] == ([whole] if whole.start <= offset <= whole.end else [])


@given(VALUES, RANDOMS, st.data())
def test_each_level_is_a_value_within_the_one_before(
    value: Value, random: Random, data: st.DataObject
) -> None:
    row = spell(value, random)
    around = levels(row, data.draw(st.integers(0, len(row))))
    for level in around:
        assert is_json(row, level.node.value)
    for outer, inner in pairwise(around):
        assert inner.path[:-1] == outer.path
        if inner.node.key:
            assert orjson.loads(row[slice(*inner.node.key)]) == inner.path[-1]
        else:
            items = orjson.loads(row[slice(*outer.node.value)])
            item = orjson.loads(row[slice(*inner.node.value)])
            assert items[inner.path[-1]] == item


@given(VALUES, RANDOMS)
def test_members_are_those_that_are_decoded(value: Value, random: Random) -> None:
    row = spell(value, random)
    start = behind_gap(row, 0)
    decoded = orjson.loads(row)
    if isinstance(decoded, dict):
        found = {
            spelled(row, node.key): orjson.loads(row[slice(*node.value)])
            for node in members(row, start)
            if node.key
        }
        assert found == decoded
    elif isinstance(decoded, list):
        nodes = list(members(row, start))
        assert [orjson.loads(row[slice(*node.value)]) for node in nodes] == decoded
        assert not any(node.key for node in nodes)


def test_a_place_in_a_row_of_megabytes_is_found_at_once() -> None:
    row = orjson.dumps({"a": ["x" * 5_000_000, {"b": "y" * 5_000_000}], "c": 1})
    before = process_time()
    assert [level.path for level in levels(row, len(row) - 20)] == [
        (),
        ("a",),
        ("a", 1),
        ("a", 1, "b"),
    ]
    assert process_time() - before < 0.1
