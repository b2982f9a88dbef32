"""What is broken is drawn as it stands, as far as it can be read."""

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chats import ANSWER, URL, codes, drawn, drawn_row, image, messages, parts
from tunelint.assist.chat.shown import Saying, Text, Value


def test_what_is_misshapen_is_shown_as_it_stands() -> None:
    shown = messages("Hi", None, {"role": 3, "text": "Hi"}, {"role": "user", "content": 7}, ANSWER)
    assert [each.role for each in shown] == ["", "", "", "user", "assistant"]
    assert shown[0].parts == (Saying("json", Text('"Hi"')),)
    assert shown[2].values == (Value("role", Text("3")), Value("text", Text("Hi")))
    assert shown[3].parts == (Saying("json", Text("7")),)
    bare, audio, wrong = parts("Hi", {"type": "input_audio", "data": "x"}, image(3))  # type: ignore[arg-type]
    assert bare == Saying("text", Text("Hi"))
    assert (audio.kind, wrong.kind) == ("json", "json")


@pytest.mark.parametrize("row", [b"[1]", b'"Hi"', b"7", b"?"])
def test_a_row_without_an_example_is_shown_as_it_stands(row: bytes) -> None:
    shown = drawn_row(row)
    assert shown
    assert shown.blocks[0].values == (Value("", Text(row.decode())),)
    assert shown.notes


@pytest.mark.parametrize("row", [b"", b"  \t"])
def test_there_is_nothing_on_a_blank_row(row: bytes) -> None:
    assert drawn_row(row) is None


def test_of_a_row_that_breaks_off_the_beginning_is_shown() -> None:
    row = b'{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "H'
    for broken in (row, row + b'"x}]}'):
        shown = drawn_row(broken)
        assert shown
        asked, answered = shown.blocks[0].messages
        assert asked.parts == (Saying("text", Text("Hi")),)
        assert answered.role == "assistant"
        assert shown.omitted == ("the rest is no JSON, and not shown",)
        assert "invalid-json" in codes(shown)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
WORDS = st.sampled_from(
    ["user", "assistant", "tool", "text", "image_url", "refusal", URL, "data:image/png;base64,iVBO"]
)
KEYS = st.sampled_from(
    [
        *("role", "content", "name", "weight", "type", "text", "image_url", "url", "detail"),
        *("refusal", "tool_calls", "function_call", "function", "arguments", "id"),
        *("tool_call_id", "messages", "input", "tools", "functions", "parameters"),
        *("preferred_output", "non_preferred_completion", "answer"),
    ]
)
NEARLY_EXAMPLES = st.dictionaries(
    KEYS,
    st.recursive(
        WORDS | JSON,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
        max_leaves=25,
    ),
    max_size=5,
)


@settings(max_examples=50)
@given(JSON | NEARLY_EXAMPLES)
def test_any_json_can_be_drawn_and_sent(value: Any) -> None:
    shown = drawn(value)
    assert orjson.dumps(vars(shown))
    assert type(value) is dict or shown.blocks[0].kind == "values"


@settings(max_examples=50)
@given(NEARLY_EXAMPLES, st.data())
def test_a_row_may_be_cut_off_anywhere(value: Any, data: st.DataObject) -> None:
    row = orjson.dumps(value)
    row = row[: data.draw(st.integers(0, len(row)))] + data.draw(st.binary(max_size=3))
    shown = drawn_row(row.splitlines()[0] if row.splitlines() else b"")
    assert shown is None or orjson.dumps(vars(shown))
