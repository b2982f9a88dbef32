"""What is too much to draw is left out and counted."""

from time import process_time

import orjson
import pytest

from chats import ANSWER, CALL, Copies, drawn, drawn_row, image, messages
from pictures import data_uri
from tunelint.assist.chat.example import chat
from tunelint.assist.chat.room import (
    LONGEST_TEXT,
    MOST,
    MOST_OF_PICTURES,
    MOST_TEXT,
)
from tunelint.assist.chat.shown import Picture, Saying, Text
from tunelint.assist.spot import spot_at
from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.text.columns import Unit


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


@pytest.mark.parametrize("nested", ['{"a":', "["])
def test_what_is_nested_deeply_is_not_drawn_to_its_bottom(nested: str) -> None:
    closing = "}" if ":" in nested else "]"
    row = f'{{"messages": [], "deep": {nested * 900}1{closing * 900}}}'
    shown = drawn_row(row.encode())
    assert shown
    assert "…" in shown.blocks[0].values[0].text.text


def test_an_image_of_ten_megabytes_is_read_at_once() -> None:
    row = orjson.dumps(
        {"messages": [{"role": "user", "content": [image(data_uri("png 10MB"))]}, ANSWER]}
    )
    dataset = OpenDataset(row.decode(), Settings(), Unit.UTF16)
    spot = spot_at(dataset, (0, 0))
    assert spot
    before = process_time()
    shown = chat(spot, Copies())
    assert process_time() - before < 2
    assert shown
    assert len(orjson.dumps(vars(shown))) < 2_000
