"""Each fault is named, and pointed at where a person would mend it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from tunelint.text.faults import Fault, FaultKind, find_fault

MEND_BEHIND = {
    FaultKind.MISSING_COLON,
    FaultKind.MISSING_COMMA,
    FaultKind.UNCLOSED_CONTAINER,
    FaultKind.UNCLOSED_STRING,
}
MEND_BEFORE = {FaultKind.UNOPENED_OBJECT, FaultKind.UNOPENED_STRING}
MEND_IN_PLACE = {
    FaultKind.ESCAPED_QUOTE,
    FaultKind.FOREIGN_LITERAL,
    FaultKind.NOT_A_NUMBER,
    FaultKind.SINGLE_QUOTES,
    FaultKind.SMART_QUOTES,
    FaultKind.UNESCAPED_QUOTE,
}


class Case(NamedTuple):
    """What a row's fault is; `^` marks its span and `(` the bracket or quote left open."""

    heading: str
    row: bytes
    marks: str


def read_cases() -> list[Case]:
    text = (Path(__file__).parent.parent / "cases" / "faults.txt").read_text(encoding="utf-8")
    blocks = [block.split("\n") for block in text.rstrip("\n").split("\n\n")]
    return [Case(heading, row.encode(), marks) for heading, row, marks in blocks]


CASES = read_cases()


def describe(fault: Fault, row: bytes) -> Case:
    heading = fault.kind.value + (f" expected {fault.expected}" if fault.expected else "")
    marks = [" "] * len(row.decode())
    if fault.opener is not None:
        marks[len(row[: fault.opener].decode())] = "("
    start, end = len(row[: fault.start].decode()), len(row[: fault.end].decode())
    marks[start:end] = "^" * (end - start)
    return Case(heading, row, "".join(marks).rstrip())


def fault_of(row: bytes) -> Fault:
    fault = find_fault(row)
    assert fault is not None
    return fault


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.row.decode())
def test_a_mistake_is_named_and_pointed_at(case: Case) -> None:
    assert describe(fault_of(case.row), case.row) == case


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_the_line_end_makes_no_difference(line_end: bytes) -> None:
    for case in CASES:
        assert find_fault(case.row + line_end) == find_fault(case.row)


def test_what_is_expected_mends_the_row_where_the_fault_says() -> None:
    for _, row, _ in CASES:
        fault = fault_of(row)
        expected = fault.expected.encode()
        if fault.kind in MEND_BEHIND:
            mended = row[: fault.end] + expected + row[fault.end :]
        elif fault.kind in MEND_BEFORE:
            mended = row[: fault.start] + expected + row[fault.start :]
        elif fault.kind in MEND_IN_PLACE:
            mended = row[: fault.start] + expected + row[fault.end :]
        else:
            continue
        left = find_fault(mended)
        assert left is None or left.start > fault.start, row


def test_every_kind_has_a_case() -> None:
    shown_elsewhere = {
        FaultKind.BLANK,
        FaultKind.CONTROL_CHARACTER,
        FaultKind.NOT_AN_OBJECT,  # not a fault of JSON
        FaultKind.ARRAY_OF_EXAMPLES,
        FaultKind.NOT_UTF8,
        FaultKind.STRAY_BOM,
        FaultKind.TOO_DEEP,
    }
    shown = {fault_of(case.row).kind for case in CASES}
    assert shown == set(FaultKind) - shown_elsewhere


@pytest.mark.parametrize(
    ("row", "end"), [(b"", 0), (b"\n", 0), (b" \t\r\n", 2), (b"  \r", 2), (b"   ", 3)]
)
def test_a_row_without_text_is_blank(row: bytes, end: int) -> None:
    assert find_fault(row) == Fault(FaultKind.BLANK, 0, end)


def test_a_space_that_json_does_not_know_is_text() -> None:
    row = "\u00a0\n".encode()
    assert find_fault(row) == Fault(FaultKind.UNEXPECTED, 0, 2, found="\u00a0", expected="{")


@pytest.mark.parametrize("character", ["\t", "\x00", "\x1f", "\n"])
def test_a_raw_control_character_in_a_string_is_pointed_at(character: str) -> None:
    row = f'{{"a": "é{character}b"}}'.encode()
    assert find_fault(row) == Fault(FaultKind.CONTROL_CHARACTER, 9, 10, found=character)


def test_a_byte_order_mark_before_or_between_values_is_stray() -> None:
    mark = "\ufeff".encode()
    assert find_fault(mark + b"{}") == Fault(FaultKind.STRAY_BOM, 0, 3, found="\ufeff")
    assert find_fault(b"{} " + mark + b"{}") == Fault(FaultKind.STRAY_BOM, 3, 6, found="\ufeff")
    assert find_fault(b'["' + mark + b'"]') is None


def test_the_first_bracket_beyond_the_nesting_limit_is_pointed_at() -> None:
    row = b'{"a":' + b"[" * 2000 + b"]" * 2000 + b"}"
    assert find_fault(row) == Fault(FaultKind.TOO_DEEP, 1028, 1029, found="[")


@pytest.mark.parametrize(
    ("row", "start", "end", "found", "encoding"),
    [
        ('{"a": 1}'.encode("utf-16"), 0, 1, "0xFF", "UTF-16"),
        ('{"a": 1}'.encode("utf-16-le"), 1, 2, "0x00", "UTF-16"),
        ('{"é": 1}'.encode("utf-16-be"), 5, 6, "0xE9", "UTF-16"),
        ('{"a": 1}'.encode("utf-32"), 0, 1, "0xFF", "UTF-32"),
        ('{"a": 1}'.encode("utf-32-be"), 0, 1, "0x00", "UTF-32"),
        ('{"a": "café"}'.encode("windows-1252"), 10, 11, "0xE9", "Windows-1252"),
        ('{"a": “no”}'.encode("windows-1252"), 6, 7, "0x93", "Windows-1252"),
        ('{"a": "é'.encode()[:-1], 7, 8, "0xC3", ""),
        (b'{"a": "\xc3\xa9 \xe9"}', 10, 11, "0xE9", ""),
        (b'{"a": "\xed\xa0\x80"}', 7, 8, "0xED", ""),
        (b'{"a": "\x81"}', 7, 8, "0x81", ""),
    ],
)
def test_another_encoding_is_recognised(
    row: bytes, start: int, end: int, found: str, encoding: str
) -> None:
    is_marked = row.startswith(b"\xff\xfe")
    expected = Fault(
        FaultKind.NOT_UTF8, start, end, found=found, encoding=encoding, is_marked=is_marked
    )
    assert find_fault(row) == expected


def test_stray_bytes_are_no_mark() -> None:
    fault = find_fault(b'\xff\xfe{"a": 1}\n')
    assert fault is not None
    assert not fault.is_marked


def test_every_row_of_a_utf_16_file_is_recognised() -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        for row in '{"a": "é"}\r\n{"b": 2}\n{"c": 3}'.encode(codec).splitlines(keepends=True):
            if row.strip(b"\0\r\n"):
                assert fault_of(row).encoding == "UTF-16"


def test_a_row_of_zero_bytes_is_no_encoding() -> None:
    assert fault_of(b"\0" * 512).kind is FaultKind.UNEXPECTED


def test_the_right_character_is_found_in_the_middle_of_a_long_row() -> None:
    image = b'"data:image/png;base64,' + b"QUJD" * 250_000 + b'"'
    row = b'{"\xc3\xa9": [' + image + b", " + image + b" " + image + b"]}\n"
    fault = fault_of(row)
    assert fault.kind is FaultKind.MISSING_COMMA
    assert row[fault.end - 1 : fault.end + 2] == b'" "'
    assert fault.end == 8 + 2 * len(image) + 2
    assert fault.end - fault.start <= 40


def test_a_span_is_short_and_ends_between_characters() -> None:
    fault = fault_of(b'{"a": x' + "é".encode() * 1000 + b"}")
    assert fault.kind is FaultKind.UNQUOTED_VALUE
    assert fault.found == "x" + "é" * 19
