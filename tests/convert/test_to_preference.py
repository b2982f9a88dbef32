"""A supervised example becomes a preference whose worse answer is to be written."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.engine import errors
from convert.records import RECORDS, damaged
from tunelint.convert import PLACEHOLDER, to_chat, to_preference
from tunelint.dataset.method import Method, method_of_example

USER = {"role": "user", "content": "Hi"}
ASSISTANT = {"role": "assistant", "content": "Hello"}
WORSE = [{"role": "assistant", "content": PLACEHOLDER}]
TOOL = {"type": "function", "function": {"name": "find"}}

EXAMPLES = st.one_of(list(RECORDS.values())).map(to_chat).filter(bool)


def test_the_last_message_is_the_better_output() -> None:
    example = {"messages": [USER, ASSISTANT, USER, ASSISTANT]}
    assert to_preference(example) == {
        "input": {"messages": [USER, ASSISTANT, USER]},
        "preferred_output": [ASSISTANT],
        "non_preferred_output": WORSE,
    }


def test_tools_belong_to_the_input() -> None:
    example = {"messages": [USER, ASSISTANT], "tools": [TOOL], "parallel_tool_calls": False}
    converted = to_preference(example)
    assert converted
    assert converted["input"] == example | {"messages": [USER]}


def test_functions_become_tools() -> None:
    example = {"messages": [USER, ASSISTANT], "functions": [{"name": "find"}]}
    converted = to_preference(example)
    assert converted
    assert converted["input"] == {"messages": [USER], "tools": [TOOL]}


def test_an_output_has_no_weight() -> None:
    converted = to_preference({"messages": [USER, ASSISTANT | {"weight": 1}]})
    assert converted
    assert converted["preferred_output"] == [ASSISTANT]


@pytest.mark.parametrize(
    "example",
    [
        {},
        {"messages": "Hi"},
        {"messages": [ASSISTANT]},
        {"messages": [USER, USER]},
        {"messages": [USER, "Hello"]},
        {"messages": [USER, ASSISTANT], "answer": "Hello"},
        {"messages": [{"role": "usr", "content": "Hi"}, ASSISTANT]},
        {"messages": [USER, {"role": "assistant"}]},
        {"messages": [USER, ASSISTANT], "functions": "find"},
        {"input": {"messages": [USER]}, "preferred_output": [ASSISTANT]},
    ],
)
def test_what_has_no_answer_or_a_broken_shape_stays(example: dict[str, Any]) -> None:
    assert to_preference(example) is None


@settings(max_examples=200)
@given(EXAMPLES | damaged(EXAMPLES))
def test_no_error_comes_in(example: dict[str, Any]) -> None:
    before = copy.deepcopy(example)
    converted = to_preference(example)
    assert example == before
    if converted is not None:
        assert method_of_example(converted) is Method.PREFERENCE
        assert set(errors(converted, Method.PREFERENCE)) <= set(errors(example))
        assert to_preference(converted) is None
