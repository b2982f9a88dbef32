"""A value on several rows comes on one, and nothing of it changes but the white space between."""

import json
from random import Random

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from json_spellings import VALUES, Value, spell
from tunelint.text.joining import join_rows
from tunelint.text.rows import split_rows

LINE_ENDS = st.sampled_from(["\n", "\r\n"])


def joined(text: str) -> str:
    rows = split_rows(text.encode())
    return b"".join(join_rows(rows if rows[-1] else rows[:-1])).decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n  "a": [\n    1.0,\n    2\n  ]\n}\n', '{"a": [1.0, 2]}\n'),
        ('{\r\n\t"a" :\r\n\t"\\u00e9, ]"\r\n}\r\n', '{"a" : "\\u00e9, ]"}\r\n'),
        ('{"a":[\n1\n,2]}', '{"a":[1,2]}'),
        ("{\n\n}\n", "{}\n"),
        ('[\n  {"a": 1},\n  {\n    "b": [1, 2]\n  }\n]\n', '{"a": 1}\n{"b": [1, 2]}\n'),
        ('[\r\n{"a": 1}\r\n,\r\n{"b": 2}\r\n]', '{"a": 1}\r\n{"b": 2}'),
        (' [{"a": 1} , {"b":2}, 3 ] \n', '{"a": 1}\n{"b":2}\n3\n'),
        ('[{"a": 1}]', '{"a": 1}'),
        ("[\n]\n", ""),
    ],
)
def test_only_the_white_space_around_line_ends_changes(text: str, expected: str) -> None:
    assert joined(text) == expected


@given(st.dictionaries(st.text(max_size=3), VALUES, min_size=1), LINE_ENDS)
def test_a_pretty_printed_object_says_the_same_on_one_line(
    value: dict[str, Value], line_end: str
) -> None:
    pretty = json.dumps(value, indent=2).replace("\n", line_end) + line_end
    line = joined(pretty)
    assert line == json.dumps(value) + line_end


@given(st.lists(VALUES, min_size=1), st.randoms(use_true_random=False))
def test_each_item_of_an_array_comes_on_a_line(items: list[Value], random: Random) -> None:
    texts = [spell(item, random).decode() for item in items]
    lines = joined("[" + ",\n".join(texts) + "\n]\n").removesuffix("\n").split("\n")
    assert list(map(orjson.loads, lines)) == [orjson.loads(text) for text in texts]
