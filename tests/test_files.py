"""Files are written as a whole or not at all, even where others hold them for a moment."""

import os
from pathlib import Path

import pytest

from tunelint import files
from tunelint.files import write_whole


def held(monkeypatch: pytest.MonkeyPatch, times: float) -> list[Path]:
    """Refuse to replace a file so many times, as Windows does; the list tells of each."""
    refused: list[Path] = []
    replace = Path.replace

    def replace_or_refuse(new: Path, path: Path) -> Path:
        if len(refused) < times:
            refused.append(path)
            raise PermissionError(13, "Access is denied", str(path))
        return replace(new, path)

    monkeypatch.setattr(Path, "replace", replace_or_refuse)
    return refused


def test_a_file_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    for data in (b"longer", b"short"):
        write_whole(path, data)
        assert path.read_bytes() == data
    assert [*path.parent.iterdir()] == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_files_and_new_folders_are_for_their_owner(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    write_whole(path, b"1")
    assert path.stat().st_mode & 0o077 == path.parent.stat().st_mode & 0o077 == 0


def test_a_file_that_others_hold_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    refused = held(monkeypatch, times=2)
    write_whole(path, b"1")
    assert refused == [path, path]
    assert path.read_bytes() == b"1"


def test_a_file_that_stays_held_is_an_error_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"0")
    monkeypatch.setattr(files, "PATIENCE", 0.0)
    held(monkeypatch, times=float("inf"))
    with pytest.raises(PermissionError):
        write_whole(path, b"1")
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == {path: b"0"}
