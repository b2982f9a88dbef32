"""Paths are linked where there is a file, and only inside the folders that the user works in."""

from pathlib import Path

import orjson
import pytest

from tunelint.assist.links import links
from tunelint.text.columns import Unit


def line_with(url: str) -> bytes:
    part = {"type": "image_url", "image_url": {"url": url}}
    return orjson.dumps({"messages": [{"role": "user", "content": [part]}]})


def targets(url: str, folder: Path | None, workspace: tuple[Path, ...] = ()) -> list[str | Path]:
    return [link.target for link in links([line_with(url)], Unit.UTF16, folder, workspace)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "pictures").mkdir(parents=True)
    for path in (folder / "a b.png", folder / "pictures" / "c.png", tmp_path / "out.png"):
        path.write_bytes(b"")
    return folder


@pytest.mark.parametrize("url", ["a b.png", "./a b.png", "pictures/../a b.png"])
def test_a_file_beside_the_dataset_is_linked(url: str, folder: Path) -> None:
    assert targets(url, folder) == [folder / "a b.png"]


def test_a_file_is_linked_by_its_uri(folder: Path) -> None:
    assert targets((folder / "a b.png").as_uri(), folder) == [folder / "a b.png"]


@pytest.mark.parametrize("url", ["none.png", "pictures", "../out.png", "//host/a.png", "s3:a", ""])
def test_other_paths_are_not_linked(url: str, folder: Path) -> None:
    assert targets(url, folder) == []


def test_a_file_in_the_workspace_is_linked(folder: Path) -> None:
    assert targets("../out.png", folder, (folder.parent,)) == [folder.parent / "out.png"]


def test_a_dataset_without_a_folder_has_no_files(folder: Path) -> None:
    assert targets((folder / "a b.png").as_uri(), None) == []
