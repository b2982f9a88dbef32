"""What an example is made for is told by its keys and by who speaks last."""

from typing import Any

import pytest

from tunelint.dataset.example import read_example
from tunelint.dataset.forms import FORMS
from tunelint.dataset.method import Method, method_of_example, method_of_file

SYSTEM = {"role": "system", "content": "Be kind."}
DEVELOPER = {"role": "developer", "content": "Be kind."}
USER = {"role": "user", "content": "Hi"}
HELLO = {"role": "assistant", "content": "Hello"}
ASKED = {"messages": [USER]}


@pytest.mark.parametrize(
    ("value", "method"),
    [
        ({"messages": [SYSTEM, USER, HELLO]}, Method.SUPERVISED),
        ({"messages": [DEVELOPER, USER, HELLO], "answer": "Hello"}, Method.SUPERVISED),
        ({"input": ASKED, "preferred_output": [HELLO]}, Method.PREFERENCE),
        ({"input": ASKED, "non_preferred_completion": [HELLO]}, Method.PREFERENCE),
        ({"input": ASKED}, None),
        ({"preferred_output": [HELLO]}, None),
        ({"messages": [USER], "answer": "Hello"}, Method.REINFORCEMENT),
        ({"messages": [DEVELOPER, USER]}, Method.REINFORCEMENT),
        ({"messages": [USER, DEVELOPER]}, Method.REINFORCEMENT),
        ({"messages": [USER], "tools": []}, None),
        ({"messages": [SYSTEM], "answer": "Hello"}, None),
        ({"messages": []}, None),
        ({}, None),
    ],
)
def test_an_example_tells_its_method_or_none(value: dict[str, Any], method: Method | None) -> None:
    assert method_of_example(value) is method


@pytest.mark.parametrize(("undecided", "method"), [(9, "supervised"), (10, "reinforcement")])
def test_ten_undecided_lines_are_reinforcement(undecided: int, method: str) -> None:
    assert method_of_file({None: undecided}) == method


def test_decided_lines_outvote_undecided_ones() -> None:
    assert method_of_file({None: 100, Method.PREFERENCE: 1}) is Method.PREFERENCE


def test_the_messages_of_outputs_are_read_under_either_name() -> None:
    form = FORMS[Method.PREFERENCE]
    value = {"input": ASKED, "preferred_completion": [HELLO], "non_preferred_output": [HELLO, 1]}
    example = read_example(value, form.messages_path, form.outputs)
    assert example.roles == ("user",)
    assert [message.path for message in example.messages] == [
        ("input", "messages", 0),
        ("non_preferred_output", 0),
        ("preferred_completion", 0),
    ]
