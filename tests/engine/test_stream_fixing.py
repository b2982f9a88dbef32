"""A dataset is fixed from stream to stream, whatever stands in it, in little memory."""

import io
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile

import orjson
import pytest

from tunelint.config.settings import Settings
from tunelint.engine.fixing import Wanted, any_fix, safe_fix
from tunelint.engine.hunks import Hunk, combined
from tunelint.engine.mending import Surroundings
from tunelint.engine.stream_fixing import Fixed, StreamFixing
from tunelint.text.rows import BYTE_ORDER_MARK

GOOD = (
    b'{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}\n'
)
SHOUTED = GOOD.replace(b'"user"', b'"USER"')
PRETTY = b'[\r\n  {"messages": [\r\n    {"role": "USER", "content": "Hi"},\r\n' + (
    b'    {"role": "assistant", "content": "Ho"}]\r\n  },\r\n  {"messages": []}\r\n]\r\n'
)
MEGABYTE = 1 << 20


def fix(
    text: bytes, wanted: Wanted = safe_fix, settings: Settings | None = None
) -> tuple[bytes, Fixed]:
    fixing = StreamFixing(settings or Settings(), Surroundings(), wanted)
    fixed = fixing.fix(io.BytesIO(text), io.BytesIO)
    assert isinstance(fixed.stream, io.BytesIO)
    return fixed.stream.getvalue(), fixed


def test_rows_without_a_fix_stay_byte_for_byte() -> None:
    odd = b'{"messages" :[ ], "x": 1.0}\r\n\xff\n [1.0, "\\ud83d"\n'
    text, fixed = fix(GOOD + SHOUTED + odd + GOOD.strip())
    assert text == GOOD + GOOD + odd + GOOD.strip()
    assert fixed.fixed == {"unknown-role": 1}
    assert fixed.hunks == [Hunk(1, 2, 1, 2)]


def test_nothing_is_written_where_nothing_is_to_fix() -> None:
    source = io.BytesIO(GOOD)
    fixed = StreamFixing(Settings(), Surroundings(), safe_fix).fix(source, lambda: 1 / 0)  # type: ignore[arg-type,return-value]
    assert fixed.stream is source


def test_the_check_tells_what_is_left_and_what_could_be_fixed_besides() -> None:
    human = GOOD.replace(b'"user"', b'"human"')
    _, fixed = fix(SHOUTED + human)
    assert {code for code, _ in fixed.check.tally.counts} == {"too-few-examples", "unknown-role"}
    assert fixed.offered == 1


def test_a_value_on_several_rows_comes_on_one_and_is_fixed_itself() -> None:
    text, fixed = fix(GOOD + PRETTY + GOOD)
    example = GOOD.replace(b"\n", b"\r\n")
    assert text == GOOD + example + b'{"messages": []}\r\n' + GOOD
    assert fixed.fixed == {"multiline-json": 1, "unknown-role": 1}
    assert fixed.hunks == [Hunk(1, 8, 1, 3)]


def test_what_a_file_is_made_for_shows_only_when_its_lines_can_be_read() -> None:
    examples = [
        {
            "input": {"messages": [{"role": "USER", "content": f"Hi {number}"}]},
            "preferred_output": [{"role": "assistant", "content": "Ho"}],
            "non_preferred_output": [{"role": "assistant", "content": "Oh"}],
        }
        for number in range(3)
    ]
    text, fixed = fix(orjson.dumps(examples, option=orjson.OPT_INDENT_2))
    assert text.count(b'"user"') == 3
    assert fixed.fixed == {"multiline-json": 1, "unknown-role": 3}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "utf-16-le"])
def test_a_mark_tells_the_encoding_of_a_file(encoding: str) -> None:
    said = "Ĉ" + "Ċ" * 3  # the second one has the byte of a newline
    sound = GOOD.decode().replace("Hi", said) * 3 + SHOUTED.decode()
    mark = "" if encoding in ("utf-16", "utf-32") else "\ufeff"
    text, fixed = fix((mark + sound).encode(encoding))
    assert text.decode() == sound.replace("USER", "user")
    assert fixed.fixed == {"not-utf8": 1, "unknown-role": 1}
    assert fixed.before is not fixed.stream


def test_what_only_begins_like_another_encoding_stays() -> None:
    text = b"\xff\xfe" + SHOUTED + GOOD
    assert fix(text, any_fix)[0] == text


def test_a_byte_order_mark_stays_unless_its_rule_is_asked() -> None:
    text = BYTE_ORDER_MARK + SHOUTED
    assert fix(text)[0] == BYTE_ORDER_MARK + GOOD
    settings = Settings(select=frozenset({"byte-order-mark"}))
    fixed_text, fixed = fix(text, settings=settings)
    assert fixed_text == SHOUTED
    assert fixed.fixed == {"byte-order-mark": 1}


def test_a_foreign_file_is_converted_line_by_line() -> None:
    text = b'{"question": "a\\u00e9", "answer": "b"}\n{"question": "c", "answer": ""}\n'
    assert fix(text)[0] == text
    fixed_text, fixed = fix(text, any_fix)
    first, second = fixed_text.splitlines(keepends=True)
    assert first == GOOD.replace(b"Hi", b"a\\u00e9").replace(b"Ho", b"b")
    assert second in text
    assert fixed.fixed == {"unknown-format": 1}


def test_only_rules_that_are_asked_fix() -> None:
    text = SHOUTED + b"\n" + GOOD
    assert fix(text, settings=Settings(ignore=frozenset({"blank-line"})))[0] == GOOD + b"\n" + GOOD
    assert fix(text, settings=Settings(select=frozenset({"blank-line"})))[0] == SHOUTED + GOOD


@pytest.mark.parametrize("pretty", [False, True])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, pretty: bool) -> None:
    filler = b"x" * 20_000
    rows = [SHOUTED.replace(b"Hi", filler), GOOD.replace(b"Hi", filler)] * 500
    path = tmp_path / "train.jsonl"
    path.write_bytes(b"[\n" + b",\n".join(rows) + b"]\n" if pretty else b"".join(rows))
    assert path.stat().st_size > 19 * MEGABYTE
    with path.open("rb") as source, TemporaryFile() as target:
        tracemalloc.start()
        fixed = StreamFixing(Settings(), Surroundings(), safe_fix).fix(source, lambda: target)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert fixed.fixed["unknown-role"] == 500
        fixed.stream.seek(0)
        assert fixed.stream.read().count(b'"user"') == 1000
    assert peak < (40 if pretty else 12) * MEGABYTE


@pytest.mark.parametrize(
    ("first", "then", "both"),
    [
        ([], [Hunk(1, 2, 1, 2)], [Hunk(1, 2, 1, 2)]),
        ([Hunk(1, 2, 1, 1)], [Hunk(1, 2, 1, 2)], [Hunk(1, 2, 1, 1), Hunk(2, 3, 1, 2)]),
        ([Hunk(1, 2, 1, 4)], [Hunk(2, 3, 2, 2)], [Hunk(1, 2, 1, 3)]),
        ([Hunk(0, 3, 0, 1)], [Hunk(5, 6, 5, 8)], [Hunk(0, 3, 0, 1), Hunk(7, 8, 5, 8)]),
        (
            [Hunk(1, 2, 1, 2), Hunk(3, 4, 3, 5)],
            [Hunk(0, 4, 0, 1), Hunk(9, 9, 6, 7)],
            [Hunk(0, 4, 0, 2), Hunk(8, 8, 6, 7)],
        ),
    ],
)
def test_hunks_of_two_passes_are_told_as_one(
    first: Sequence[Hunk], then: Sequence[Hunk], both: Sequence[Hunk]
) -> None:
    assert combined(first, then) == list(both)
