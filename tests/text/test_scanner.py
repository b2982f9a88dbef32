"""A node is found where its bytes are, however the row is spelled."""

from collections.abc import Iterator
from random import Random

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from json_spellings import KEYS, VALUES, Value, spell
from tunelint.text.path import Path
from tunelint.text.scanner import locate, locate_all
from tunelint.text.span import Span

PATHS = st.lists(st.integers(0, 4) | KEYS, max_size=4).map(tuple)


def walk(value: Value, path: Path = ()) -> Iterator[tuple[Path, Value]]:
    yield path, value
    if isinstance(value, list):
        for index, element in enumerate(value):
            yield from walk(element, (*path, index))
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from walk(member, (*path, key))


@given(VALUES, st.randoms(use_true_random=False))
def test_every_located_slice_decodes_to_the_key_and_the_value(value: Value, random: Random) -> None:
    row = spell(value, random)
    for path, expected in walk(orjson.loads(row)):
        node = locate(row, path)
        assert node is not None
        assert orjson.loads(row[slice(*node.value)]) == expected
        assert row[slice(*node.value)].strip() == row[slice(*node.value)]
        if path and isinstance(path[-1], str):
            assert node.key is not None
            assert orjson.loads(row[slice(*node.key)]) == path[-1]
        else:
            assert node.key is None


@given(VALUES, st.randoms(use_true_random=False), PATHS)
def test_nothing_is_located_where_there_is_nothing(
    value: Value, random: Random, path: Path
) -> None:
    row = spell(value, random)
    exists = path in dict(walk(value))
    assert (locate(row, path) is not None) == exists


@given(VALUES, st.randoms(use_true_random=False), st.lists(PATHS), st.data())
def test_nodes_are_located_together_as_each_by_itself(
    value: Value, random: Random, others: list[Path], data: st.DataObject
) -> None:
    row = spell(value, random)
    there = st.sampled_from([path for path, _ in walk(orjson.loads(row))])
    paths = [*data.draw(st.lists(there)), *others]
    around = {path[:depth] for path in paths for depth in range(len(path) + 1)}
    apart = {path: node for path in around if (node := locate(row, path))}
    assert locate_all(row, paths) == apart


def test_spans_take_in_the_quotes_and_no_spaces() -> None:
    row = b' { "role" : "user" , "n": -1.5 }\r\n'
    assert locate(row, ("role",)) == (Span(3, 9), Span(12, 18))
    assert locate(row, ("n",)) == (Span(21, 24), Span(26, 30))
    assert locate(row, ()) == (None, Span(1, 32))


@pytest.mark.parametrize(
    ("row", "path", "found"),
    [
        (b'{"a": 1, "a": 2}', ("a",), b"2"),
        (rb'{"a": 1, "\u0061": 2}', ("a",), b"2"),
        (b'{"a": {"b": 1}, "a": {"b": 2}}', ("a", "b"), b"2"),
        (b'{"a": {"b": 1, "b": 2}, "c": {"b": 3}}', ("a", "b"), b"2"),
        (b'{"a": {"b": 1}, "a": {"c": 2}}', ("a", "b"), None),
        (b'{"a": {"b": 1}, "a": [2]}', ("a", "b"), None),
        (b'{"a": [1, 2], "a": [3]}', ("a", 1), None),
        (b'[{"a": 1, "a": [2]}, {"a": 3}]', (0, "a", 0), b"2"),
    ],
)
def test_the_last_of_duplicate_keys_counts(row: bytes, path: Path, found: bytes | None) -> None:
    node = locate(row, path)
    assert (row[slice(*node.value)] if node else None) == found


@pytest.mark.parametrize("backslashes", range(5))
def test_backslashes_before_a_quote_are_counted(backslashes: int) -> None:
    text = "\\" * backslashes + '"]}'
    row = orjson.dumps({"a": [text, text], "b": "here"})
    node = locate(row, ("b",))
    assert node is not None
    assert row[slice(*node.value)] == b'"here"'


@pytest.mark.parametrize("length", [0, 63, 64, 65])
@pytest.mark.parametrize("times", [1, 31, 32, 33, 100])
def test_strings_are_passed_whatever_their_length_and_number(length: int, times: int) -> None:
    strings = ["]" * length] * times
    row = orjson.dumps([strings, [*strings, '"', {"a": strings}], "here"])
    node = locate(row, (2,))
    assert node is not None
    assert row[slice(*node.value)] == b'"here"'


def test_nesting_as_deep_as_orjson_reads_is_walked() -> None:
    row = b'[{"a":' * 512 + b"0" + b"}]" * 512
    node = locate(row, (0, "a") * 512)
    assert node is not None
    assert node.value == Span(512 * 6, 512 * 6 + 1)
    assert locate(b"[" * 1024 + b"]" * 1024, (0,) * 1023) == (None, Span(1023, 1025))
