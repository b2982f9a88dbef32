"""What is written for people fits their terminal."""

import fcntl
import os
import struct
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from cli.rehearsed import Terminal
from tunelint.cli.main import main
from tunelint.cli.terminal import fitting, follows_escapes, one_line, width

STRANGE = (
    '{"messages": [{"role": "日本の人", "content": "日本"}, {"role": "école", "content": ""}]}\n'
)


@pytest.fixture
def narrow() -> Iterator[TextIO]:
    """A terminal of 20 columns."""
    controller, end = os.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 20, 0, 0))
    with os.fdopen(end, "w", encoding="utf-8") as stream:
        yield stream
    os.close(controller)


def test_carets_stand_below_what_they_mean_however_wide_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(STRANGE, encoding="utf-8")
    main(["check", "--select", "unknown-role", str(path)])
    told = capsys.readouterr().out.splitlines()
    assert width(told[2]) - width(told[2].lstrip()) == width(told[1].partition('"日本の人"')[0])
    assert told[2].strip() == "^" * 10
    assert told[5].strip() == "^" * 7


def test_a_progress_line_keeps_its_end(narrow: TextIO) -> None:
    assert fitting("Checking train.jsonl: 3 %", narrow) == "ng train.jsonl: 3 %"
    assert fitting("Checking 日本.jsonl: 3 %", narrow) == "ing 日本.jsonl: 3 %"
    assert fitting("3 %", narrow) == "3 %"


def test_what_is_no_terminal_has_no_width(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w") as output:
        assert fitting("x" * 500, output) == "x" * 500


def test_the_name_of_a_file_is_no_command_to_the_terminal() -> None:
    assert one_line("a\n\x1b[31mb\udcff 😀.jsonl") == "a��[31mb� 😀.jsonl"


@pytest.mark.parametrize(
    ("variable", "value", "is_coloured"),
    [("NO_COLOR", "1", False), ("NO_COLOR", "", True), ("TERM", "dumb", False)],
)
def test_colours_can_be_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    is_coloured: bool,
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(STRANGE, encoding="utf-8")
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "stdout", output := Terminal())
    main(["check", str(path)])
    assert ("\x1b[" in output.getvalue()) == is_coloured
    assert follows_escapes(output) == (variable != "TERM")
