"""What is drawn of an example as a chat: who says what, and what is said of that."""

from typing import Any

import orjson
import pytest

from chats import ANSWER, CALL, codes, drawn, messages
from tunelint.assist.chat.shown import Block, Call, Saying, Text, Value


def test_messages_tell_who_speaks_and_what_is_trained_on() -> None:
    shown = messages(
        {"role": "system", "content": "Be brief. 😀"},
        {"role": "user", "content": "Hi", "name": "ann"},
        {"role": "assistant", "content": "Hm", "weight": 0},
        {"role": "user", "content": "And?"},
        {"role": "assistant", "refusal": "No.", "content": None},
    )
    assert [(each.role, each.name, each.trained) for each in shown] == [
        ("system", "", None),
        ("user", "ann", None),
        ("assistant", "", False),
        ("user", "", None),
        ("assistant", "", True),
    ]
    assert shown[0].parts == (Saying("text", Text("Be brief. 😀")),)
    assert shown[4].parts == (Saying("refusal", Text("No.")),)
    assert not any(each.values for each in shown)


@pytest.mark.parametrize("weight", [0.5, "1", True, 2, None])
def test_a_weight_that_is_none_tells_nothing(weight: Any) -> None:
    answer = messages({"role": "user", "content": "Hi"}, {**ANSWER, "weight": weight})[1]
    assert answer.trained is None
    assert [value.name for value in answer.values] == ["weight"] * (weight is not None)


def test_the_outputs_of_a_preference_example_are_told_apart() -> None:
    shown = drawn(
        {
            "input": {
                "messages": [{"role": "user", "content": "Hi"}],
                "parallel_tool_calls": False,
            },
            "preferred_output": [ANSWER],
            "non_preferred_output": [ANSWER],
        }
    )
    assert shown.method == "dpo"
    assert [(block.kind, block.title, len(block.messages)) for block in shown.blocks] == [
        ("messages", "", 1),
        ("preferred", "Preferred output", 1),
        ("rejected", "Non-preferred output", 1),
        ("values", "Other keys", 0),
    ]
    assert shown.blocks[1].messages[0].trained is None
    assert shown.blocks[3].values == (Value("input.parallel_tool_calls", Text("false")),)


def test_what_graders_read_stands_behind_the_conversation() -> None:
    shown = drawn(
        {"messages": [{"role": "user", "content": "2+2?"}], "answer": "4", "steps": {"n": [1]}}
    )
    assert shown.method == "reinforcement"
    assert shown.blocks[1] == Block(
        "values",
        "For the grader",
        values=(
            Value("answer", Text("4")),
            Value("steps", Text('{\n  "n": [\n    1\n  ]\n}')),
        ),
    )


def test_calls_tools_and_results_belong_together() -> None:
    parameters = {"type": "object", "properties": {"city": {"type": "string"}}}
    function = {"name": "weather", "description": "Tells it.", "parameters": parameters}
    shown = drawn(
        {
            "messages": [
                {"role": "user", "content": "Rain?"},
                {"role": "assistant", "tool_calls": [CALL]},
                {"role": "tool", "tool_call_id": "call_1", "content": "No."},
                {"role": "tool", "tool_call_id": "call_2", "content": "?"},
                ANSWER,
            ],
            "tools": [{"type": "function", "function": function}, 7],
        }
    )
    tools, conversation = shown.blocks
    assert (tools.tools[0].name, tools.tools[0].description.text) == ("weather", "Tells it.")
    assert orjson.loads(tools.tools[0].parameters.text) == parameters
    assert tools.tools[1].parameters == Text("7")
    calling, result, stray = conversation.messages[1:4]
    assert calling.calls == (Call("weather", "call_1", Text('{\n  "city": "Ôslo 😀"\n}')),)
    assert result.answers == Call("weather", "call_1", Text(""))
    assert stray.answers == Call("", "call_2", Text(""))


def test_arguments_that_are_no_json_stand_as_they_are() -> None:
    broken = {**CALL, "function": {"name": "weather", "arguments": "{city: Oslo}"}}
    nameless = {"id": "call_1", "arguments": 1}
    exact = '{"n":12345678901234567890123,"n":1.50}'
    old = {"role": "assistant", "function_call": {"name": "go", "arguments": exact}}
    called, legacy = messages({"role": "assistant", "tool_calls": [broken, nameless, 3]}, old)
    assert [call.arguments.text for call in called.calls] == [
        "{city: Oslo}",
        '{\n  "id": "call_1",\n  "arguments": 1\n}',
        "3",
    ]
    assert legacy.calls == (
        Call("go", "", Text('{\n  "n": 12345678901234567890123,\n  "n": 1.50\n}')),
    )


def test_findings_stand_at_their_messages_or_else_at_the_example() -> None:
    shown = drawn({"messages": [{"role": "usr", "content": "Hi"}, {**ANSWER, "content": ""}]})
    first, second = shown.blocks[0].messages
    assert "unknown-role" in codes(first)
    assert codes(second) == ["empty-content"]
    assert "too-few-examples" in codes(shown)
    notes = [*shown.notes, *first.notes, *second.notes]
    assert sum(shown.findings.values()) == len(notes)


def test_the_size_of_an_example_is_told() -> None:
    shown = drawn({"messages": [{"role": "user", "content": "Hi"}, ANSWER]})
    assert shown.size == "1 turn, 13 tokens"
