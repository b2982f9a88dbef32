"""A row has a fault exactly when orjson refuses it."""

from random import Random

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from json_spellings import VALUES, Value, spell
from tunelint.text.faults import FaultKind, find_fault

PUNCTUATION = b"{}[]\",:\\ \t\r\n'#/+-.0123456789eEunrtfaNT\x00\x1f\x7f\x80\xc3\xa9\xef\xbb\xbf"


def agree(row: bytes) -> bool:
    """Whether both accept the row or both refuse it; on the way, that a fault is well formed."""
    fault = find_fault(row)
    try:
        orjson.loads(row)
    except orjson.JSONDecodeError:
        is_json = False
    else:
        is_json = True
    if fault is not None:
        assert 0 <= fault.start <= fault.end <= len(row)
        if fault.kind not in (FaultKind.BLANK, FaultKind.NOT_UTF8):
            assert row[fault.start : fault.end].decode() == fault.found != ""
        if fault.opener is not None:
            assert row[fault.opener] in b'{["'
    return is_json == (fault is None)


@given(VALUES, st.randoms(use_true_random=False), st.sampled_from([b"", b"\n", b"\r\n", b"\r"]))
def test_json_has_no_fault(value: Value, random: Random, line_end: bytes) -> None:
    assert find_fault(spell(value, random) + line_end) is None


@given(VALUES, st.randoms(use_true_random=False), st.integers(1, 3))
def test_damaged_json(value: Value, random: Random, damages: int) -> None:
    row = bytearray(spell(value, random))
    for _ in range(damages):
        place = random.randrange(len(row) + 1)
        removed = random.choice([0, 1])
        added = random.choice([b"", bytes([random.choice(PUNCTUATION)])])
        row[place : place + removed] = added
    assert agree(bytes(row))


@given(VALUES, st.randoms(use_true_random=False))
def test_json_cut_off_anywhere(value: Value, random: Random) -> None:
    row = spell(value, random)
    assert agree(row[: random.randrange(len(row) + 1)])


@given(st.binary(max_size=12))
def test_bytes(row: bytes) -> None:
    assert agree(row)


@given(st.lists(st.sampled_from(list(PUNCTUATION)), max_size=12).map(bytes))
def test_punctuation(row: bytes) -> None:
    assert agree(row)


@given(st.from_regex(r"\A-?[0-9]{0,3}(\.[0-9]{0,3})?([eE][+-]?[0-9]{0,4})?\Z"))
@example("-0")
@example("1.7976931348623158e308")
@example("1.7976931348623159e308")
@example("1" + "0" * 308)
@example("1" + "0" * 309)
@example("0." + "0" * 400 + "1e401")
@example("0e9999999999999999999999")
@example("1e-9999999999999999999999")
@example("18446744073709551616")
def test_numbers(number: str) -> None:
    assert agree(number.encode())
    assert agree(f"[{number}]".encode())


@given(st.from_regex(r"\A(\\u[dD][89a-fA-F][0-9a-f]{2}|\\u00[0-9a-f]{2}|\\.|a){1,4}\Z"))
def test_escapes(text: str) -> None:
    assert agree(f'"{text}"'.encode("utf-8", "surrogatepass"))
    assert agree(f'{{"{text}": 1}}'.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("depth", [1023, 1024, 1025])
@pytest.mark.parametrize(
    ("left", "middle", "right"), [(b"[", b"", b"]"), (b"[", b"1", b"]"), (b'{"a":', b"1", b"}")]
)
def test_nesting(depth: int, left: bytes, middle: bytes, right: bytes) -> None:
    assert agree(left * depth + middle + right * depth)
    assert agree(left * depth)
