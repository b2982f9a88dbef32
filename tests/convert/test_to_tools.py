"""Functions become tools, and nothing else changes."""

import copy
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.engine import errors
from convert.records import FUNCTIONS, NAMES, TEXTS, damaged
from tunelint.convert import to_tools

USER = {"role": "user", "content": "What time is it?"}
CALL = {"role": "assistant", "content": None, "function_call": {"name": "time", "arguments": "{}"}}
ANSWER = {"role": "function", "name": "time", "content": "noon"}
LAST = {"role": "assistant", "content": "Noon"}
FUNCTION = {"name": "time", "parameters": {"type": "object"}}
TOOL = {"type": "function", "function": FUNCTION}

MESSAGES = st.lists(
    st.fixed_dictionaries({"role": st.just("user"), "content": TEXTS})
    | st.builds(lambda name: {**CALL, "function_call": {"name": name, "arguments": "{}"}}, NAMES)
    | st.builds(lambda name: {**ANSWER, "name": name}, NAMES)
    | st.just({**CALL, "function_call": None, "content": "Well"}),
    min_size=1,
    max_size=6,
).map(lambda messages: [*messages, LAST])
EXAMPLES = st.fixed_dictionaries(
    {"messages": MESSAGES}, optional={"functions": st.lists(FUNCTIONS, max_size=2)}
)


def called(number: int, name: str = "time") -> dict[str, Any]:
    function = {"name": name, "arguments": "{}"}
    return {"id": f"call_{number}", "type": "function", "function": function}


def test_definitions_calls_and_answers_are_migrated() -> None:
    example = {"functions": [FUNCTION], "messages": [USER, CALL, ANSWER, CALL, ANSWER, LAST]}
    assert to_tools(example) == {
        "tools": [TOOL],
        "messages": [
            USER,
            {"role": "assistant", "content": None, "tool_calls": [called(1)]},
            {"role": "tool", "tool_call_id": "call_1", "content": "noon"},
            {"role": "assistant", "content": None, "tool_calls": [called(2)]},
            {"role": "tool", "tool_call_id": "call_2", "content": "noon"},
            LAST,
        ],
    }


def test_keys_keep_their_order() -> None:
    example = {"functions": [FUNCTION], "messages": [USER, LAST], "parallel_tool_calls": True}
    assert list(to_tools(example) or ()) == ["tools", "messages", "parallel_tool_calls"]


def test_tools_that_are_there_come_first() -> None:
    other = {"type": "function", "function": {"name": "find"}}
    example = {"messages": [USER, LAST], "functions": [FUNCTION], "tools": [other]}
    assert to_tools(example) == {"messages": [USER, LAST], "tools": [other, TOOL]}


def test_ids_that_are_there_are_not_used_again() -> None:
    earlier = {"role": "assistant", "tool_calls": [called(1)]}
    result = {"role": "tool", "tool_call_id": "call_1", "content": "noon"}
    example = to_tools({"messages": [USER, earlier, result, CALL]})
    assert example
    assert example["messages"][3]["tool_calls"] == [called(2)]


def test_a_function_that_answers_nothing_says_nothing() -> None:
    example = to_tools({"messages": [USER, CALL, {**ANSWER, "content": None}, LAST]})
    assert example
    assert example["messages"][2]["content"] == ""


@pytest.mark.parametrize(
    "example",
    [
        {},
        {"messages": "Hi"},
        {"messages": [USER, LAST]},
        {"messages": [USER, LAST], "tools": [TOOL]},
        {"messages": [USER, ANSWER, LAST]},
        {"messages": [USER, CALL, {**ANSWER, "name": "find"}, LAST]},
        {"messages": [USER, {**CALL, "function_call": "time"}]},
        {"messages": [USER, {**CALL, "function_call": {"name": "time"}}]},
        {"messages": [USER, LAST], "functions": "time"},
        {"messages": [USER, LAST], "functions": ["time"]},
    ],
)
def test_what_has_no_functions_or_broken_ones_stays(example: dict[str, Any]) -> None:
    assert to_tools(example) is None


@settings(max_examples=300)
@given(EXAMPLES | damaged(EXAMPLES))
def test_no_error_comes_in(example: dict[str, Any]) -> None:
    before = copy.deepcopy(example)
    migrated = to_tools(example)
    assert example == before
    if migrated is not None:
        assert set(errors(migrated)) <= set(errors(example))
        assert to_tools(migrated) is None
        assert "functions" not in migrated
        if not errors(example):
            assert b'"function_call"' not in orjson.dumps(migrated)
