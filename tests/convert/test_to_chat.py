"""Records of foreign formats become chat examples that the service takes, or stay what they are."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.engine import errors
from convert.records import RECORDS, damaged
from tunelint.convert import CONVERTERS, to_chat
from tunelint.dataset.foreign import FORMATS, PAIRS, foreign_format

SYSTEM = {"role": "system", "content": "Be brief."}
HI = {"role": "user", "content": "Hi"}
HELLO = {"role": "assistant", "content": "Hello"}
IMAGE = {"type": "image_url", "image_url": {"url": "a.png"}}
KEPT_AS_THEY_ARE = {"unsupported-url-scheme"}
OTHER = {"type": "image_url", "image_url": {"url": "b.png"}}


def messages(record: dict[str, Any]) -> list[Any]:
    example = to_chat(record)
    assert example
    assert list(example) == ["messages"]
    listed = example["messages"]
    assert isinstance(listed, list)
    return listed


def text(value: str) -> dict[str, str]:
    return {"type": "text", "text": value}


def call(number: int, name: str, arguments: str) -> dict[str, Any]:
    function = {"name": name, "arguments": arguments}
    return {"id": f"call_{number}", "type": "function", "function": function}


def test_each_foreign_format_but_that_of_preferences_has_its_converter() -> None:
    names = {known.name for known in FORMATS} - {PAIRS}
    assert CONVERTERS.keys() == names == RECORDS.keys()


@pytest.mark.parametrize("name", RECORDS)
class TestAnyRecord:
    @settings(max_examples=150)
    @given(data=st.data())
    def test_becomes_an_example_without_errors(self, name: str, data: st.DataObject) -> None:
        record = data.draw(RECORDS[name] | damaged(RECORDS[name]))
        before = copy.deepcopy(record)
        example = to_chat(record)
        assert record == before
        if example is not None:
            assert foreign_format(example) == ""
            assert set(errors(example)) <= KEPT_AS_THEY_ARE
            assert to_chat(example) is None

    def test_is_not_always_refused(self, name: str) -> None:
        @settings(max_examples=20, database=None)
        @given(RECORDS[name])
        def count(record: dict[str, Any]) -> None:
            converted.append(to_chat(record))

        converted: list[Any] = []
        count()
        assert any(converted)


@pytest.mark.parametrize(
    "record",
    [
        {"prompt": "Hi", "completion": "Hello", "id": 7},
        {"prompt": [HI], "completion": [HELLO]},
        {"question": "Hi", "answer": "Hello"},
        {"instruction": "Hi", "input": "", "output": "Hello"},
        {"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]},
        {"conversations": [HI, HELLO]},
        {"input": "Hi", "output": "Hello"},
        {"input": [HI, HELLO], "model": "gpt-4o"},
        {
            "model": "gpt-4o",
            "input": [{"role": "user", "content": [{"type": "input_text", "text": "Hi"}]}],
            "output": [
                {"type": "reasoning", "summary": []},
                {
                    "type": "message",
                    "id": "m",
                    "role": "assistant",
                    "content": [{"type": "output_text", "text": "Hello", "annotations": []}],
                },
            ],
        },
    ],
)
def test_a_question_and_its_answer(record: dict[str, Any]) -> None:
    assert messages(record) == [HI, HELLO]


@pytest.mark.parametrize(
    "record",
    [
        {"system": "Be brief.", "prompt": "Hi", "completion": "Hello"},
        {"system": "Be brief.", "question": "Hi", "answer": "Hello"},
        {"system": "Be brief.", "instruction": "Hi", "output": "Hello"},
        {"system": "Be brief.", "conversations": [HI, HELLO]},
        {"instructions": "Be brief.", "input": "Hi", "output": "Hello"},
        {"input": [{"role": "developer", "content": "Be brief."}, HI], "output": "Hello"},
    ],
)
def test_the_system_comes_first(record: dict[str, Any]) -> None:
    assert messages(record) == [SYSTEM, HI, HELLO]


def test_an_empty_prompt_is_nobodys_message() -> None:
    assert messages({"prompt": "", "completion": "Hello"}) == [HELLO]


def test_the_input_of_alpaca_goes_behind_its_instruction() -> None:
    record = {"instruction": "Translate.", "input": "Bonjour", "output": "Hello"}
    assert messages(record)[0]["content"] == "Translate.\n\nBonjour"


def test_the_context_goes_before_the_question() -> None:
    record = {"context": "It rains.", "question": "Is it dry?", "answer": "No"}
    assert messages(record)[0]["content"] == "It rains.\n\nIs it dry?"


def test_the_history_of_alpaca_goes_before_its_instruction() -> None:
    record = {"instruction": "Bye", "output": "So long", "history": [["Hi", "Hello"]]}
    assert messages(record)[:3] == [HI, HELLO, {"role": "user", "content": "Bye"}]


class TestShareGpt:
    def test_turns_behind_the_last_answer_are_left_out(self) -> None:
        assert messages({"conversations": [HI, HELLO, HI]}) == [HI, HELLO]

    def test_weights_are_kept(self) -> None:
        turns = [HI, {"from": "gpt", "value": "Hello", "weight": 0}]
        assert messages({"conversations": turns}) == [HI, HELLO | {"weight": 0}]

    def test_calls_get_ids_that_their_answers_refer_to(self) -> None:
        two = '[{"name": "find", "arguments": {"a": 1}}, {"name": "time", "arguments": "{}"}]'
        turns = [
            {"from": "human", "value": "Hi"},
            {"from": "function_call", "value": two},
            {"from": "observation", "value": "found"},
            {"from": "observation", "value": "noon"},
            {"from": "gpt", "value": "Hello"},
        ]
        function = {"name": "find", "parameters": {"type": "object"}}
        example = to_chat({"conversations": turns, "tools": f"[{function}]".replace("'", '"')})
        assert example == {
            "messages": [
                HI,
                {
                    "role": "assistant",
                    "tool_calls": [call(1, "find", '{"a":1}'), call(2, "time", "{}")],
                },
                {"role": "tool", "tool_call_id": "call_1", "content": "found"},
                {"role": "tool", "tool_call_id": "call_2", "content": "noon"},
                HELLO,
            ],
            "tools": [{"type": "function", "function": function}],
        }

    def test_images_stand_where_their_marks_stood(self) -> None:
        turns = [
            {"from": "human", "value": "<image>\nWhat is it?"},
            {"from": "gpt", "value": "A cat"},
            {"from": "human", "value": "And <image> this?"},
            {"from": "gpt", "value": "A dog"},
        ]
        found = messages({"images": ["a.png", "b.png"], "conversations": turns})
        assert found[0]["content"] == [IMAGE, text("What is it?")]
        assert found[2]["content"] == [text("And"), OTHER, text("this?")]

    def test_an_image_without_a_mark_comes_first(self) -> None:
        assert messages({"image": "a.png", "conversations": [SYSTEM, HI, HELLO]}) == [
            SYSTEM,
            {"role": "user", "content": [IMAGE, text("Hi")]},
            HELLO,
        ]

    def test_a_mark_without_an_image_is_text(self) -> None:
        turns = [{"from": "human", "value": "<image> <image>"}, HELLO]
        found = messages({"image": "a.png", "conversations": turns})
        assert found[0]["content"] == [IMAGE, text("<image>")]


class TestResponses:
    def test_images_and_their_details(self) -> None:
        part = {"type": "input_image", "image_url": "a.png", "detail": "low"}
        record = {"input": [{"role": "user", "content": [part]}], "output": "Hello"}
        image = {"type": "image_url", "image_url": {"url": "a.png", "detail": "low"}}
        assert messages(record)[0]["content"] == [image]

    def test_calls_side_by_side_are_one_message(self) -> None:
        calling = {"type": "function_call", "name": "find", "arguments": "{}", "status": "done"}
        record = {
            "input": [
                HI,
                calling | {"call_id": "call_1"},
                calling | {"call_id": "call_2"},
                {"type": "function_call_output", "call_id": "call_2", "output": "found"},
            ],
            "output": "Hello",
            "tools": [
                {"type": "web_search"},
                {"type": "function", "name": "find", "description": None, "strict": True},
            ],
            "parallel_tool_calls": True,
        }
        assert to_chat(record) == {
            "messages": [
                HI,
                {
                    "role": "assistant",
                    "tool_calls": [call(1, "find", "{}"), call(2, "find", "{}")],
                },
                {"role": "tool", "tool_call_id": "call_2", "content": "found"},
                HELLO,
            ],
            "parallel_tool_calls": True,
            "tools": [{"type": "function", "function": {"name": "find", "strict": True}}],
        }


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"level": "info"},
        {"messages": [HI, HELLO]},
        {"prompt": "Hi", "completion": ""},
        {"prompt": 1, "completion": "Hello"},
        {"prompt": [HI], "completion": [{"role": "bot", "content": "Hello"}]},
        {"question": "Hi", "answer": ["Hello"]},
        {"instruction": "Hi", "output": "Hello", "history": [["Hi"]]},
        {"instruction": "Hi", "output": "Hello", "images": [{"path": "a.png"}]},
        {"conversations": [HI]},
        {"conversations": []},
        {"conversations": [HI], "chosen": HELLO, "rejected": HELLO},
        {"conversations": [HI, {"from": "narrator", "value": "..."}, HELLO]},
        {"conversations": [HI, {"from": "observation", "value": "found"}, HELLO]},
        {"conversations": [HI, {"from": "function_call", "value": "find()"}]},
        {"conversations": [HELLO], "image": "a.png"},
        {"input": "Hi", "model": "gpt-4o"},
        {"input": [HI, {"type": "web_search_call"}], "output": "Hello"},
        {"input": [{"role": "user", "content": [{"type": "input_file"}]}], "output": "Hello"},
        {"input": [{"role": "user", "content": []}], "output": "Hello"},
        {
            "input": [{"type": "function_call_output", "call_id": "a", "output": ""}],
            "output": "Hello",
        },
    ],
)
def test_what_an_example_can_not_say_is_not_converted(record: dict[str, Any]) -> None:
    assert to_chat(record) is None
