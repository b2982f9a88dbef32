"""Whatever is offered where a value, a member or an item was taken away makes a row that parses."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.assist.completion import complete
from tunelint.assist.spot import spot_at
from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.engine.open_dataset import OpenDataset
from tunelint.text.columns import Unit, to_column, to_offset
from tunelint.text.path import Path
from tunelint.text.scanner import locate

CALL = {"id": "call_1", "type": "function", "function": {"name": "go", "arguments": "{}"}}
TOOLS = [{"type": "function", "function": {"name": "go", "description": "Goes.", "strict": True}}]
IMAGE = {"type": "image_url", "image_url": {"url": "https://example.com/a.png", "detail": "low"}}
QUESTION = {"role": "user", "content": [{"type": "text", "text": '😀 "{[,:'}, IMAGE]}
ANSWER = {"role": "assistant", "content": "Hi\\", "weight": 1}
EXAMPLES: list[dict[str, Any]] = [
    {
        "messages": [
            {"role": "system", "content": "Be brief.", "name": "a"},
            QUESTION,
            {"role": "assistant", "tool_calls": [CALL]},
            {"role": "tool", "tool_call_id": "call_1", "content": "Gone."},
            ANSWER,
        ],
        "tools": TOOLS,
        "parallel_tool_calls": False,
    },
    {
        "input": {"messages": [QUESTION], "tools": TOOLS},
        "preferred_output": [{"role": "assistant", "content": "Yes", "refusal": None}],
        "non_preferred_output": [{"role": "assistant", "content": "No"}],
    },
    {"messages": [{"role": "developer", "content": "Count."}, QUESTION], "answer": {"is": [4]}},
]


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    steps = dict(enumerate(value)) if type(value) is list else value
    for step, inner in steps.items() if type(steps) is dict else ():
        yield (*path, step)
        yield from paths(inner, (*path, step))


ROWS = [
    orjson.dumps(example) if compact else orjson.dumps(example).replace(b'":', b'": ')
    for example in EXAMPLES
    for compact in (True, False)
]
PLACES = [(row, path) for row in ROWS for path in paths(orjson.loads(row))]


@st.composite
def rows_with_a_hole(draw: st.DrawFn) -> tuple[bytes, int]:
    """A row without one of its values, and a cursor where that stood."""
    row, path = draw(st.sampled_from(PLACES))
    node = locate(row, path)
    assert node
    start, end = node.value
    kept = draw(st.sampled_from((b"", b'""')))
    if node.key and draw(st.booleans()):
        start, kept = node.key.start, b'""' if kept else b""
    return row[:start] + kept + row[end:], start + len(kept) // 2


@given(
    rows_with_a_hole(),
    st.sampled_from(list(Unit)),
    st.sampled_from([None, *Method]),
)
def test_an_accepted_item_makes_a_row_that_parses(
    hole: tuple[bytes, int], unit: Unit, method: Method | None
) -> None:
    row, offset = hole
    dataset = OpenDataset(row.decode(), Settings(method=method), unit)
    dataset.check(seconds=60)
    spot = spot_at(dataset, (0, to_column(row, offset, unit)))
    assert spot
    found = complete(spot, snippets=False, is_asked=True, files=lambda: ["a.png"])
    if found is None:
        return
    start, end = (to_offset(row, column, unit) for column in (found.start, found.end))
    assert start <= offset <= end
    for item in found.items:
        orjson.loads(row[:start] + item.text.encode() + row[end:])


@given(st.sampled_from(ROWS), st.data())
def test_a_row_may_be_cut_off_anywhere(row: bytes, data: st.DataObject) -> None:
    text = row.decode()
    length = data.draw(st.integers(0, len(text)))
    column = data.draw(st.integers(0, length))
    rest = data.draw(st.sampled_from(("", '"', "}", "]", ",", ":", '"x": 1', "\\")))
    dataset = OpenDataset(text[:length] + rest, Settings(), Unit.UTF32)
    spot = spot_at(dataset, (0, column))
    assert spot
    found = complete(spot, snippets=True, is_asked=True, files=list)
    assert not found or found.start <= column <= found.end


@pytest.mark.parametrize("row", ROWS)
def test_something_is_offered_for_most_values_that_are_not_free_text(row: bytes) -> None:
    dataset = OpenDataset("", Settings(), Unit.UTF8)
    offered = []
    for path in paths(orjson.loads(row)):
        node = locate(row, path)
        if node and path[-1] in ("role", "type", "detail", "weight"):
            dataset.reset((row[: node.value.start] + row[node.value.end :]).decode())
            spot = spot_at(dataset, (0, node.value.start))
            assert spot
            found = complete(spot, snippets=True, is_asked=True, files=list)
            told = str(orjson.loads(row[slice(*node.value)]))
            offered.append(found and told in [item.label for item in found.items])
    assert offered
    assert all(offered)
