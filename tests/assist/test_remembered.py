"""Lines are asked about once, while they are there."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tunelint.assist.remembered import Remembered


def test_a_line_is_asked_about_once_wherever_it_stands() -> None:
    asked: Counter[bytes] = Counter()

    def ask(line: bytes) -> int:
        asked[line] += 1
        return len(line)

    remembered = Remembered(ask)
    assert list(remembered.all([b"a", b"bb", b"a"])) == [1, 2, 1]
    assert list(remembered.all([b"ccc", b"bb", b"a"])) == [3, 2, 1]
    assert remembered.of(b"bb") == 2
    assert asked == Counter([b"a", b"bb", b"ccc"])


def test_lines_with_outdated_answers_are_asked_about_again() -> None:
    asked: list[bytes] = []

    def ask(line: bytes) -> int:
        asked.append(line)
        return len(line)

    remembered = Remembered(ask)
    list(remembered.all([b"a", b"bb"]))
    remembered.forget(lambda length: length == 2)
    list(remembered.all([b"a", b"bb"]))
    assert asked == [b"a", b"bb", b"bb"]


def test_a_line_that_went_is_forgotten() -> None:
    asked: list[bytes] = []
    remembered = Remembered(asked.append)
    for lines in ([b"a"], [b"b"], [b"a"]):
        list(remembered.all(lines))
    assert asked == [b"a", b"b", b"a"]


def test_whoever_ends_early_has_forgotten_nothing() -> None:
    asked: list[bytes] = []
    remembered = Remembered(asked.append)
    list(remembered.all([b"a", b"b"]))

    def broken_off() -> Iterator[bytes]:
        yield b"c"
        raise InterruptedError

    with pytest.raises(InterruptedError):
        list(remembered.all(broken_off()))
    list(remembered.all([b"a", b"b", b"c"]))
    assert asked == [b"a", b"b", b"c"]
