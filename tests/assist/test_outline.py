"""The outline of large datasets and of long lines, and where its entries stand."""

from time import process_time

import orjson
import pytest

from tunelint.assist.symbols import MOST_WITH_MESSAGES, Outline
from tunelint.text.columns import Unit

SAID = '{"messages": [{"role": "user", "content": "%s"}, {"role": "assistant", "content": "Hi"}]}\n'


@pytest.mark.parametrize("unit", Unit)
def test_messages_stand_where_they_are_read_from(unit: Unit) -> None:
    text = (SAID % "😀é").rstrip("\n")
    codec = unit.value.replace("-16", "-16-le").replace("-32", "-32-le")
    width = len("a".encode(codec))
    units = text.encode(codec)
    (symbol,) = Outline(unit).symbols([text.encode()])
    assert symbol
    assert (symbol.start, width * symbol.end) == (0, len(units))
    messages = [
        orjson.loads(units[width * child.start : width * child.end].decode(codec))
        for child in symbol.children
    ]
    assert messages == orjson.loads(text)["messages"]


def test_large_datasets_have_entries_without_messages_and_soon() -> None:
    lines = [(SAID % f"{number} {'x' * 900}").encode() for number in range(50_000)]
    outline = Outline(Unit.UTF16)
    before = process_time()
    symbols = list(outline.symbols(lines))
    assert process_time() - before < 5
    assert all(symbol and not symbol.children for symbol in symbols)
    lines[7] = lines[8]
    before = process_time()
    assert list(outline.symbols(lines))[7] == symbols[8]
    assert process_time() - before < 0.5


def test_datasets_that_grow_lose_the_messages_and_have_them_back() -> None:
    outline = Outline(Unit.UTF16)
    lines = [(SAID % "Hi").encode()] * (MOST_WITH_MESSAGES + 1)
    for known, messages in ((lines[1:], 2), (lines, 0), (lines[1:], 2)):
        symbols = [symbol for symbol in outline.symbols(known) if symbol]
        assert {len(symbol.children) for symbol in symbols} == {messages}


def test_a_line_of_megabytes_is_outlined_at_once() -> None:
    line = (SAID % ("😀" + "x" * 10_000_000)).encode()
    before = process_time()
    (symbol,) = Outline(Unit.UTF16).symbols([line])
    assert process_time() - before < 0.5
    assert symbol
    assert symbol.name.startswith("😀x")
    assert len(symbol.name) == len("😀" + "x" * 59 + "…")
