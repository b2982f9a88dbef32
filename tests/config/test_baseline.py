"""What a baseline knows, and what it goes on knowing when lines are moved and written otherwise."""

import io
import stat
from errno import ENOSPC
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.config import baseline
from tunelint.config.baseline import (
    Known,
    add_to_baseline,
    read_baseline,
    write_baseline,
)
from tunelint.config.file import FileError
from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.stream import Hit, StreamCheck
from tunelint.text.columns import Unit

GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}'
USR = GOOD.replace('"user"', '"usr"')
EXTRA = GOOD.replace("}]}", '}], "id": 1}')
BROKEN = GOOD[:-1] + ",}"
PREFERENCE = '{"input": {}, "preferred_output": [], "non_preferred_output": []}'
LINES = [USR, EXTRA, BROKEN, "[1]", GOOD, GOOD, PREFERENCE]


def hits(lines: list[str], known: Known | None = None) -> list[Hit]:
    stream = io.BytesIO("".join(f"{line}\n" for line in lines).encode())
    return list(StreamCheck(stream, Settings(baseline=known or {})))


def baseline_of(lines: list[str]) -> Known:
    known: dict[str, frozenset[str]] = {}
    for hit in hits(lines):
        if hit.line:
            known[hit.line] = known.get(hit.line, frozenset()) | {hit.placed.finding.code}
    return known


def codes(found: list[Hit]) -> set[str]:
    return {hit.placed.finding.code for hit in found}


def respaced(line: str) -> str:
    try:
        return orjson.dumps(orjson.loads(line), option=orjson.OPT_SORT_KEYS).decode()
    except orjson.JSONDecodeError:
        return f"  {line} "


def test_lines_are_known_and_the_file_is_not() -> None:
    assert {"unknown-role", "invalid-json", "not-an-object", "duplicate-example"} <= codes(
        hits(LINES)
    )
    assert codes(hits(LINES, baseline_of(LINES))) == {"too-few-examples"}


@given(st.permutations(LINES), st.booleans())
def test_moved_sorted_and_respaced_lines_stay_known(lines: list[str], is_respaced: bool) -> None:
    moved = [respaced(line) for line in lines] if is_respaced else lines
    assert codes(hits(moved, baseline_of(LINES))) == {"too-few-examples"}
    dataset = OpenDataset("\n".join(moved), Settings(baseline=baseline_of(LINES)), Unit.UTF16)
    dataset.check(60)
    assert {placed.finding.code for _, placed in dataset.worst_first()} == {"too-few-examples"}


def test_an_edited_line_and_another_rule_are_told_of() -> None:
    known = baseline_of([USR])
    assert "unknown-role" in codes(hits([USR.replace("Hi", "Ho")], known))
    both = {key: frozenset({"unknown-key"}) for key in known}
    assert "unknown-role" in codes(hits([USR], both))


def test_the_service_does_not_know_the_baseline() -> None:
    lines = [*LINES, " "]
    stream = StreamCheck(io.BytesIO("\n".join(lines).encode()), Settings())
    known = StreamCheck(
        io.BytesIO("\n".join(lines).encode()), Settings(baseline=baseline_of(lines))
    )
    told, silent = len(list(stream)), len(list(known))
    assert silent == 1 < told
    assert known.tally.counts.total() == 1
    assert known.tally.fates == stream.tally.fates
    dataset = OpenDataset("\n".join(lines), Settings(baseline=baseline_of(lines)), Unit.UTF32)
    dataset.check(60)
    assert dataset.counts.total() == 1
    assert dataset.fates == stream.tally.fates


def test_what_is_written_is_read_again_and_is_sorted(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert write_baseline(path, [("b", "y"), ("a", "z"), ("b", "x"), ("b", "y")]) == 3
    assert path.read_text(encoding="utf-8") == (
        '{\n  "version": 1,\n  "findings": {\n    "a": [\n      "z"\n    ],\n'
        '    "b": [\n      "x",\n      "y"\n    ]\n  }\n}\n'
    )
    assert read_baseline(path) == {"a": {"z"}, "b": {"x", "y"}}


def test_what_is_added_joins_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    add_to_baseline(path, [("b", "y")])
    add_to_baseline(path, [("a", "z"), ("b", "x"), ("b", "y")])
    assert read_baseline(path) == {"a": {"z"}, "b": {"x", "y"}}


def test_a_baseline_that_can_not_be_written_keeps_what_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(new: Path, path: Path) -> None:
        raise OSError(ENOSPC, "No space left on device")

    path = tmp_path / "baseline.json"
    write_baseline(path, [("a", "z")])
    path.chmod(0o664)
    write_baseline(path, [("b", "y")])
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    monkeypatch.setattr(baseline, "put", refuse)
    with pytest.raises(OSError, match="No space") as error:
        write_baseline(path, [("c", "x")])
    assert error.value.filename == str(path)
    assert read_baseline(path) == {"b": {"y"}}
    assert list(tmp_path.iterdir()) == [path]


def test_a_baseline_that_is_not_there_knows_nothing(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "none.json") == {}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{\n"version": 1,\n<<<<<<< HEAD\n', ":3: This is no JSON: "),
        ('{"version": 2, "findings": {}}', ":1: This baseline is not of version 1; write it anew."),
        ("[]", ":1: This is no baseline; `tunelint check --write-baseline` writes one."),
        ('{"version": 1, "findings": []}', ":1: This is no baseline; "),
        ('{"version": 1, "findings": {"a": 1}}', ":1: This is no baseline; "),
    ],
)
def test_what_is_no_baseline_is_told_with_its_line(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as error:
        read_baseline(path)
    assert str(error.value).startswith(f"{path}{complaint}")
