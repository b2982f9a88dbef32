"""Spaces come and go between the tokens of a row, and no token is spelled anew."""

import re
from itertools import pairwise
from random import Random
from time import process_time

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from json_spellings import VALUES, Value, spell
from tunelint.text.edits import apply_edits
from tunelint.text.rows import BYTE_ORDER_MARK
from tunelint.text.spacing import Spacing, space

RANDOMS = st.randoms(use_true_random=False)
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)


def spaced(row: bytes, spacing: Spacing) -> bytes:
    return apply_edits(row, space(row, spacing))


@given(VALUES, RANDOMS, st.sampled_from(Spacing), st.sampled_from([b"", b"\n", b"\r\n"]))
def test_the_tokens_stay_as_they_are_and_once_is_enough(
    value: Value, random: Random, spacing: Spacing, line_end: bytes
) -> None:
    row = spell(value, random) + line_end
    made = spaced(row, spacing)
    assert TOKEN.findall(made) == TOKEN.findall(row)
    assert orjson.loads(made) == orjson.loads(row)
    assert made.endswith(line_end)
    assert list(space(made, spacing)) == []


@given(VALUES, RANDOMS)
def test_both_ways_are_those_of_python(value: Value, random: Random) -> None:
    tokens = TOKEN.findall(spell(value, random))
    row = b" ".join(tokens)
    assert spaced(row, Spacing.COMPACT) == b"".join(tokens)
    separated = {b",": b", ", b":": b": "}
    expected = b"".join(separated.get(token, token) for token in tokens)
    assert spaced(row, Spacing.SPACED) == expected


@given(VALUES, RANDOMS, st.sampled_from(Spacing))
def test_edits_are_in_order_and_far_apart(value: Value, random: Random, spacing: Spacing) -> None:
    item = spell(value, random)
    row = b'[%s,"%s",%s]' % (item, b"x" * 200, item)
    for one, next_one in pairwise(space(row, spacing)):
        assert one.span.end + 100 <= next_one.span.start


@pytest.mark.parametrize("spacing", Spacing)
def test_a_byte_order_mark_is_no_space(spacing: Spacing) -> None:
    row = BYTE_ORDER_MARK + b' {"a" :1}'
    assert spaced(row, spacing).startswith(BYTE_ORDER_MARK + b'{"a":')


def test_payloads_are_not_sent_back() -> None:
    row = b'{"url":"' + b"A" * 10_000_000 + b'","n":1}'
    before = process_time()
    edits = list(space(row, Spacing.SPACED))
    assert process_time() - before < 0.1
    assert sum(len(edit.text) for edit in edits) < 20


def test_a_row_of_nothing_but_tokens_takes_no_more_time_than_it_is_long() -> None:
    row = orjson.dumps([*range(200_000)])
    before = process_time()
    assert len(spaced(row, Spacing.SPACED)) == len(row) + 200_000 - 1
    assert process_time() - before < 2
