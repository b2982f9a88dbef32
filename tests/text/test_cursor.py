"""What stands at the cursor, in rows that parse, in half-typed ones and in very long ones."""

from time import process_time

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.text.cursor import Cursor, Slot, read_cursor, value_around, value_of


def at(row: str) -> tuple[Cursor, str]:
    """What is read at the `|` of a row, and the text of the token."""
    before, behind = (half.encode() for half in row.split("|"))
    cursor = read_cursor(before + behind, len(before))
    return cursor, (before + behind)[slice(*cursor.token)].decode()


@pytest.mark.parametrize(
    ("row", "slot", "path", "token"),
    [
        ("|", Slot.VALUE, (), ""),
        ("cha|t", Slot.VALUE, (), "chat"),
        ("{|", Slot.KEY, (), ""),
        ('{"a|', Slot.KEY, (), '"a'),
        ('{"a|": 1}', Slot.KEY, (), '"a"'),
        ("{a|", Slot.KEY, (), "a"),
        ('{"a"|: 1}', Slot.NOTHING, (), ""),
        ('{"a":|', Slot.VALUE, ("a",), ""),
        ('{"a": "b|"}', Slot.VALUE, ("a",), '"b"'),
        ('{"a": "b"|}', Slot.KEY, (), ""),
        ('{"a": |"b"}', Slot.VALUE, ("a",), '"b"'),
        ('{"a": |{}}', Slot.NOTHING, (), ""),
        ('{"a": | 1}', Slot.NOTHING, (), ""),
        ('{"a": |"b": 1}', Slot.VALUE, ("a",), ""),
        ('{"a": 1|}', Slot.VALUE, ("a",), "1"),
        ('{"a": [|]}', Slot.VALUE, ("a", 0), ""),
        ('{"a": [1, {"b": 2}, |]}', Slot.VALUE, ("a", 2), ""),
        ('{"a": [1, {"b": 2}|]}', Slot.VALUE, ("a", 2), ""),
        ('{"a": [|{"b": 2}]}', Slot.VALUE, ("a", 0), ""),
        ('{"a": [[], {"b": [{"c": "|"}]}]}', Slot.VALUE, ("a", 1, "b", 0, "c"), '""'),
        ('{"a": "}]\\"{[", "b": "|"}', Slot.VALUE, ("b",), '""'),
        ('{"a": "x\\\\", "b": "|"}', Slot.VALUE, ("b",), '""'),
        ('{"é\\u00e9": "|"}', Slot.VALUE, ("éé",), '""'),
        ('{"a": "b|, "c": "d"}', Slot.VALUE, ("a",), '"b'),
        ('{"a": "b|c, "d": 1}', Slot.VALUE, ("a",), '"bc'),
        ('{"a": "|}, {"b": 1}', Slot.VALUE, ("a",), '"'),
        ('{"a": 1]}, "b": "|"}', Slot.NOTHING, (), ""),
        ("{}|", Slot.NOTHING, (), ""),
        ('[{"a": 1}}, {"|', Slot.KEY, (1,), '"'),
    ],
)
def test_a_place_is_told_whatever_stands_around_it(
    row: str, slot: Slot, path: tuple[str | int, ...], token: str
) -> None:
    cursor, text = at(row)
    assert (cursor.slot, cursor.path, text) == (slot, path, token)


@pytest.mark.parametrize(
    ("row", "before", "behind"),
    [
        ('{"a": 1, |}', False, False),
        ('{"a": 1|, "b": 2}', False, False),
        ('{"a": "x"|, "b": 2}', True, False),
        ('{"a": "x" |"b": 2}', True, True),
        ('{|"b": 2}', False, True),
        ('{"a": | , "b": 2}', False, False),
        ('{"a":| "b": 2}', False, True),
        ("[1, 2 |]", True, False),
        ("[|[]]", False, True),
        ('{"a|": 1, "b": 2}', False, False),
        ('{"a|" "b": 2}', False, True),
    ],
)
def test_commas_that_lack_are_told(row: str, before: bool, behind: bool) -> None:
    cursor, _ = at(row)
    assert (cursor.needs_comma_before, cursor.needs_comma_behind) == (before, behind)


def test_keys_on_both_sides_are_known_but_the_own_one() -> None:
    assert at('{"a": 1, "b": {"x": 1}, "|", "c": [{"y": 1}], "d": "z"}, "e": 1')[0].keys == {
        *"abcd"
    }
    assert at('{"a": 1, "b": "|", "c": 1}')[0].keys == {"a", "c"}
    assert at('{"a": 1, "b|": 2, "c": 1}')[0].keys == {"a", "c"}
    assert at('{"a": 1, "|')[0].keys == {"a"}


def test_the_rest_of_a_row_is_read_too_where_it_can_be() -> None:
    row = b'{"a": {"b": "x"}, "c": [1]}'
    cursor = read_cursor(row, row.index(b"x"))
    assert value_around(row, cursor) == {"a": {"b": None}, "c": [1]}
    broken = row.replace(b"]", b"")
    assert value_around(broken, cursor) == {"a": {"b": None}}
    assert value_of(b"nothing", 3) is None


@given(st.binary(max_size=40), st.integers(0, 40))
def test_any_bytes_can_be_read(row: bytes, offset: int) -> None:
    cursor = read_cursor(row, min(offset, len(row)))
    assert 0 <= cursor.token.start <= cursor.token.end <= len(row)
    value_around(row, cursor)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 99) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(JSON, st.data())
def test_a_valid_row_stays_valid_around_a_place(value: object, data: st.DataObject) -> None:
    row = orjson.dumps(value)
    cursor = read_cursor(row, data.draw(st.integers(0, len(row))))
    if cursor.slot is not Slot.NOTHING:
        end = cursor.token.start
        assert value_around(row, cursor) is not None or not cursor.path
        assert end <= len(row)


def test_a_line_of_10_mb_is_read_at_once() -> None:
    row = b'{"a": "' + b"A" * 10_000_000 + b'", "b": "", "c": "' + b"B" * 10_000_000 + b'"}'
    before = process_time()
    cursor = read_cursor(row, row.index(b'""') + 1)
    assert process_time() - before < 0.1
    assert cursor.path == ("b",)
    assert cursor.keys == {"a", "c"}
