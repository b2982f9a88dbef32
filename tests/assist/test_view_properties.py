"""A view and its row say the same, place by place, however odd the row is spelled."""

from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from json_spellings import KEYS, VALUES, Value, spell
from pictures import data_uri
from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.pretty import pretty
from tunelint.assist.view.tokens import tokens
from tunelint.assist.view.view import View
from tunelint.assist.view.writing import write
from tunelint.text.columns import Unit, to_column, to_offset
from tunelint.text.edits import apply_edits, set_value
from tunelint.text.path import Path
from tunelint.text.scanner import locate

PICTURE = data_uri("png 64x64")
PAYLOAD = PICTURE.partition(",")[2].encode()

EXAMPLES = st.dictionaries(KEYS, VALUES | st.just(PICTURE), max_size=5)
ROWS = st.builds(spell, EXAMPLES, st.randoms(use_true_random=False))
UNITS = st.sampled_from(Unit)


def leaves(value: Any, path: Path = ()) -> list[Path]:
    steps = dict(enumerate(value)) if isinstance(value, list) else value
    if not isinstance(steps, dict):
        return [path]
    return [leaf for step, inner in steps.items() for leaf in leaves(inner, (*path, step))]


@given(ROWS)
def test_a_view_that_nobody_edits_is_its_row(row: bytes) -> None:
    placeholders = Placeholders()
    view = pretty(row, placeholders)
    assert write(row, view, placeholders) == []
    assert tokens(placeholders.expanded(view)) == tokens(row)


@given(ROWS, ROWS)
def test_a_row_says_what_its_view_says(row: bytes, other: bytes) -> None:
    placeholders = Placeholders()
    pretty(row, placeholders)
    view = pretty(other, placeholders)
    written = apply_edits(row, write(row, view, placeholders))
    assert tokens(written) == tokens(other)
    assert orjson.loads(written) == orjson.loads(other)


@given(ROWS, st.data())
def test_another_value_is_all_that_changes(row: bytes, data: st.DataObject) -> None:
    paths = [path for path in leaves(orjson.loads(row)) if path]
    if not paths:
        return
    path = data.draw(st.sampled_from(paths))
    placeholders = Placeholders()
    view = pretty(row, placeholders)
    # A value that stands nowhere else, so that nothing is to be guessed.
    edited = apply_edits(view, set_value(view, path, "\N{SNOWMAN}"))
    written = apply_edits(row, write(row, edited, placeholders))
    node = locate(row, path)
    assert node
    start, end = node.value
    new = '"\N{SNOWMAN}"'.encode()
    assert written == row[:start] + new + row[end:]


@given(ROWS, UNITS, st.booleans())
def test_each_place_in_a_view_is_one_in_its_row(row: bytes, unit: Unit, windows: bool) -> None:
    placeholders = Placeholders()
    text = pretty(row, placeholders)
    if windows:
        text = text.replace(b"\n", b"\r\n")
    view = View(text, placeholders, unit)
    assert orjson.loads(view.row) == orjson.loads(row)
    inside = [span for span, _ in placeholders.payloads(text)]
    lines = text.split(b"\n")
    for number, line in enumerate(lines):
        start = sum(map(len, lines[:number])) + number
        for character in range(len(line.decode().rstrip("\r")) + 1):
            offset = len(line.decode()[:character].encode())
            place = number, to_column(line, offset, unit)
            column = view.column(place)
            if not any(span.start < start + offset < span.end for span in inside):
                assert view.positions(column, column) == (place, place)


@given(ROWS, UNITS)
def test_a_place_in_a_payload_is_its_placeholder(row: bytes, unit: Unit) -> None:
    placeholders = Placeholders()
    text = pretty(b'{"\xf0\x9f\x98\x80": %s, "a": "%s"}' % (row, PICTURE.encode()), placeholders)
    view = View(text, placeholders, unit)
    start = view.row.rindex(PAYLOAD)
    left, right = (to_column(view.row, offset, unit) for offset in (start + 3, start + 7))
    (number, first), (last, end) = view.positions(left, right)
    line = text.split(b"\n")[number]
    shown = line[to_offset(line, first, unit) : to_offset(line, end, unit)]
    assert number == last
    assert (shown[:1], shown[-1:]) == (b"<", b">")


@given(ROWS, VALUES | st.just(PICTURE), st.data())
def test_an_edit_of_the_row_is_one_of_the_view(
    row: bytes, value: Value, data: st.DataObject
) -> None:
    placeholders = Placeholders()
    text = pretty(row, placeholders)
    view = View(text, placeholders, Unit.UTF16)
    paths = [path for path in leaves(orjson.loads(row)) if path]
    if not paths:
        return
    path = data.draw(st.sampled_from(paths))
    edits = set_value(view.row, path, value)
    edited = apply_edits(text, view.edits(edits))
    assert edited == pretty(apply_edits(view.row, edits), placeholders)
    assert PAYLOAD not in edited
