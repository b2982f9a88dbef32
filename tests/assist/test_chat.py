"""What is drawn of an example as a chat: of every kind, broken or huge."""

from time import perf_counter
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pictures import data_uri
from tunelint.assist.chat.example import chat
from tunelint.assist.chat.room import (
    LONGEST_TEXT,
    MOST,
    MOST_OF_PICTURES,
    MOST_TEXT,
)
from tunelint.assist.chat.shown import Block, Call, Chat, Message, Picture, Saying, Text, Value
from tunelint.assist.shown_image import ShownImage
from tunelint.assist.spot import spot_at
from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.images import FetchedFacts, inspect
from tunelint.text.columns import Unit

URL = "https://example.org/cat.png"
ANSWER = {"role": "assistant", "content": "Hi"}
CALL = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "weather", "arguments": '{"city": "Ôslo 😀"}'},
}


class Copies:
    """Draws each embedded image as a text."""

    def __init__(self, picture: str = "data:,") -> None:
        self._picture = picture

    def of(self, image: ShownImage) -> str | None:
        return self._picture if image.data else None

    def can_come(self, image: ShownImage) -> bool:
        return image.is_remote


DEFAULT, COPIES = Settings(), Copies()


def drawn_row(row: bytes, under: Settings = DEFAULT, copies: Copies = COPIES) -> Chat | None:
    dataset = OpenDataset(row.decode(errors="replace"), under, Unit.UTF16)
    while not dataset.is_checked:
        dataset.check(seconds=60)
    spot = spot_at(dataset, (0, 0))
    assert spot
    return chat(spot, copies)


def drawn(example: Any, under: Settings = DEFAULT, copies: Copies = COPIES) -> Chat:
    shown = drawn_row(orjson.dumps(example), under, copies)
    assert shown
    return shown


def messages(*several: Any, **more: Any) -> tuple[Message, ...]:
    """What is drawn of the messages of a chat."""
    blocks = drawn({"messages": [*several], **more}).blocks
    return next(block for block in blocks if block.kind == "messages").messages


def parts(*several: Any) -> Any:
    """What is drawn of the parts of a user's message."""
    return messages({"role": "user", "content": [*several]}, ANSWER)[0].parts


def image(url: str, **more: str) -> Any:
    return {"type": "image_url", "image_url": {"url": url, **more}}


def codes(message: Any) -> list[str]:
    return [note.code for note in message.notes]


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


def test_an_embedded_image_is_shown_with_what_is_known_of_it() -> None:
    (shown,) = parts(image(data_uri("png 64x64"), detail="low"))
    assert shown == Picture(
        "data:,", "PNG, RGB, 64x64 pixels, 176 bytes, 85 tokens, low detail", "", "", False, ()
    )


def test_what_is_wrong_with_an_image_stands_at_it_and_nowhere_else() -> None:
    example = {
        "messages": [
            {"role": "user", "content": [image(data_uri("png LA")), image("data:image/png,x")]},
            ANSWER,
        ]
    }
    shown = drawn(example)
    asked = shown.blocks[0].messages[0]
    assert [codes(part) for part in asked.parts] == [["image-mode"], ["invalid-data-uri"]]
    assert asked.parts[1].missing == "This image can't be shown."  # type: ignore[union-attr]
    assert codes(asked) == []
    assert "image-mode" not in codes(shown)
    assert shown.findings["error"] >= 2


def test_an_image_by_url_is_shown_as_far_as_it_was_fetched() -> None:
    (unknown,) = parts(image(URL))
    assert (unknown.src, unknown.url, unknown.fetchable) == (None, URL, True)
    assert unknown.missing == "This image was not fetched."
    facts = FetchedFacts(inspect(b"GIF89a"))
    fetched = Settings(fetched=lambda url: facts if url == URL else None)
    example = {"messages": [{"role": "user", "content": [image(URL), image("cat.png")]}, ANSWER]}
    known, local = drawn(example, fetched).blocks[0].messages[0].parts
    assert known.missing == "This image was checked; its picture is not kept."  # type: ignore[union-attr]
    assert known.label.startswith("GIF, ")  # type: ignore[union-attr]
    assert (local.url, local.fetchable) == ("cat.png", False)  # type: ignore[union-attr]


def test_findings_stand_at_their_messages_or_else_at_the_example() -> None:
    shown = drawn({"messages": [{"role": "usr", "content": "Hi"}, {**ANSWER, "content": ""}]})
    first, second = shown.blocks[0].messages
    assert "unknown-role" in codes(first)
    assert codes(second) == ["empty-content"]
    assert "too-few-examples" in codes(shown)
    notes = [*shown.notes, *first.notes, *second.notes]
    assert sum(shown.findings.values()) == len(notes)


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


def test_long_texts_are_cut_with_a_word_of_it() -> None:
    (asked, _) = messages({"role": "user", "content": "😀" * (LONGEST_TEXT + 1_234)}, ANSWER)
    (said,) = asked.parts
    assert isinstance(said, Saying)
    assert said.text == Text("😀" * LONGEST_TEXT, "1,234 more characters not shown")


def test_all_texts_together_are_bounded() -> None:
    shown = messages(*({"role": "user", "content": "x" * LONGEST_TEXT} for _ in range(40)), ANSWER)
    texts = [part.text for each in shown for part in each.parts if isinstance(part, Saying)]
    assert sum(len(text.text) for text in texts) == MOST_TEXT
    assert texts[-1] == Text("", "2 more characters not shown")


def test_what_is_too_many_is_left_out_and_counted() -> None:
    said = [{"role": "user", "content": "Hi"}] * (MOST["message"] + 2)
    assert drawn({"messages": said}).omitted == ("2 messages not shown",)
    content = ["Hi"] * (MOST["part"] + 1)
    shown = drawn({"messages": [{"role": "user", "content": content}, ANSWER]})
    assert shown.findings["error"] > len(content)
    left_out = shown.findings["error"] - MOST["finding"]
    assert shown.omitted == ("1 part not shown", f"{left_out} findings not shown")
    keys = {f"key {number}": number for number in range(MOST["key"] + 3)}
    calling = {"role": "assistant", "tool_calls": [CALL] * (MOST["call"] + 4)}
    tools = [{"type": "function", "function": {"name": "weather"}}] * (MOST["tool"] + 5)
    omitted = drawn({"messages": [calling], "tools": tools, **keys}).omitted
    assert omitted[:3] == ("5 tools not shown", "4 calls not shown", "3 keys not shown")


def test_too_many_pictures_are_left_out_and_counted() -> None:
    pictures = [image(data_uri("png"))] * 6
    copies = Copies("x" * (MOST_OF_PICTURES // 4))
    shown = drawn({"messages": [{"role": "user", "content": pictures}, ANSWER]}, copies=copies)
    assert shown.omitted == ("2 pictures not shown",)
    last = shown.blocks[0].messages[0].parts[-1]
    assert isinstance(last, Picture)
    assert last.missing == "There are too many pictures to show this one."


def test_the_size_of_an_example_is_told() -> None:
    shown = drawn({"messages": [{"role": "user", "content": "Hi"}, ANSWER]})
    assert shown.size == "1 turn, 13 tokens"


def test_an_image_of_ten_megabytes_is_read_at_once() -> None:
    row = orjson.dumps(
        {"messages": [{"role": "user", "content": [image(data_uri("png 10MB"))]}, ANSWER]}
    )
    dataset = OpenDataset(row.decode(), Settings(), Unit.UTF16)
    spot = spot_at(dataset, (0, 0))
    assert spot
    before = perf_counter()
    shown = chat(spot, Copies())
    assert perf_counter() - before < 2
    assert shown
    assert len(orjson.dumps(vars(shown))) < 2_000


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


@settings(deadline=None, max_examples=50)
@given(JSON | NEARLY_EXAMPLES)
def test_any_json_can_be_drawn_and_sent(value: Any) -> None:
    shown = drawn(value)
    assert orjson.dumps(vars(shown))
    assert type(value) is dict or shown.blocks[0].kind == "values"


@settings(deadline=None, max_examples=50)
@given(NEARLY_EXAMPLES, st.data())
def test_a_row_may_be_cut_off_anywhere(value: Any, data: st.DataObject) -> None:
    row = orjson.dumps(value)
    row = row[: data.draw(st.integers(0, len(row)))] + data.draw(st.binary(max_size=3))
    shown = drawn_row(row.splitlines()[0] if row.splitlines() else b"")
    assert shown is None or orjson.dumps(vars(shown))


@pytest.mark.parametrize("nested", ['{"a":', "["])
def test_what_is_nested_deeply_is_not_drawn_to_its_bottom(nested: str) -> None:
    closing = "}" if ":" in nested else "]"
    row = f'{{"messages": [], "deep": {nested * 900}1{closing * 900}}}'
    shown = drawn_row(row.encode())
    assert shown
    assert "…" in shown.blocks[0].values[0].text.text
