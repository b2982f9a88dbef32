"""The images beside a dataset, as many as anybody looks through."""

from pathlib import Path

import pytest

from tunelint.images import listing
from tunelint.images.listing import image_files


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_images_are_named_from_the_folder_on(tmp_path: Path) -> None:
    touch(tmp_path, "b.JPEG", "a.png", "x/c.webp", "x/y/d.gif", "x/y/z/e.png", "f.txt", ".g/h.png")
    assert image_files(tmp_path) == ["a.png", "b.JPEG", "x/c.webp", "x/y/d.gif"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "outside/a.png", "inside/b.png")
    (tmp_path / "inside" / "c.png").symlink_to(tmp_path / "outside" / "a.png")
    (tmp_path / "inside" / "d").symlink_to(tmp_path / "outside")
    assert image_files(tmp_path / "inside") == ["b.png"]


def test_a_folder_that_can_not_be_read_has_none(tmp_path: Path) -> None:
    assert image_files(tmp_path / "missing") == []


def test_of_very_many_only_some_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, *(f"{number}.png" for number in range(20)))
    monkeypatch.setattr(listing, "MOST_LISTED", 5)
    assert len(image_files(tmp_path)) == 5
    monkeypatch.setattr(listing, "MOST_LOOKED_AT", 3)
    assert len(image_files(tmp_path)) == 3
