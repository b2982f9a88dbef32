"""A dataset gets images into an upload, from inside the user's folders, and nothing else."""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pictures import MEDIA_TYPES, make
from tunelint.images.embedding import EmbeddingRefused, ImageFile, read_image_file

PNG = make("png 3x3")[1]
LIMIT = 1_000_000

on_posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset's folder with an image, beside a folder that is none of the dataset's business."""
    for name in ("data/images", "private", "work"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("data/images/a.png", "data/ä b%20.png", "private/secret.png", "work/w.png"):
        (tmp_path / name).write_bytes(PNG)
    return tmp_path / "data"


def read(url: str, folder: Path, *workspace: Path) -> ImageFile:
    return read_image_file(url, folder, workspace, LIMIT)


def refusal(url: str, folder: Path, *workspace: Path) -> str:
    with pytest.raises(EmbeddingRefused) as raised:
        read(url, folder, *workspace)
    return str(raised.value)


class TestTaken:
    @pytest.mark.parametrize(
        "url",
        [
            "images/a.png",
            "./images/a.png",
            "images/../images//a.png",
            "file:images/a.png",
            "ä b%20.png",
            "file:%C3%A4%20b%2520.png",
        ],
    )
    def test_an_image_beside_the_dataset(self, url: str, folder: Path) -> None:
        file = read(url, folder)
        assert file.data == PNG
        assert file.facts.media_type == "image/png"
        assert file.path.is_relative_to(folder.resolve())

    @pytest.mark.parametrize("form", ["{}", "file://{}", "file://localhost{}", "FILE:{}"])
    @on_posix
    def test_an_image_by_its_full_path(self, form: str, folder: Path) -> None:
        assert read(form.format(folder / "images/a.png"), folder).data == PNG

    @pytest.mark.parametrize("spec", ["jpeg", "webp", "gif", "bmp", "tiff", "ico", "avif"])
    def test_an_image_of_another_format(self, spec: str, folder: Path) -> None:
        data = make(spec)[1]
        (folder / "b.png").write_bytes(data)
        assert read("b.png", folder).data == data
        assert read("b.png", folder).facts.media_type == MEDIA_TYPES[spec]

    def test_an_image_in_the_workspace(self, folder: Path) -> None:
        work = folder.parent / "work"
        assert read("../work/w.png", folder, work).path == (work / "w.png").resolve()

    @on_posix
    def test_a_link_that_stays_inside(self, folder: Path) -> None:
        (folder / "link.png").symlink_to("images/a.png")
        assert read("link.png", folder).path == (folder / "images/a.png").resolve()

    @on_posix
    def test_a_dataset_that_is_reached_by_a_link(self, folder: Path) -> None:
        link = folder.parent / "link"
        link.symlink_to(folder)
        assert read("images/a.png", link).data == PNG


class TestOutside:
    @pytest.mark.parametrize(
        "url",
        [
            "../private/secret.png",
            "images/../../private/secret.png",
            "file:../private/secret.png",
            "file:..%2Fprivate%2Fsecret.png",
            "../data-not/there.png",
            "../../../../../../../../etc/passwd",
        ],
    )
    def test_a_path_upwards(self, url: str, folder: Path) -> None:
        assert "lies outside the folder of the dataset" in refusal(url, folder)

    @pytest.mark.parametrize(
        "url", ["/etc/passwd", "file:///etc/passwd", "/dev/zero", "/proc/self"]
    )
    @on_posix
    def test_a_full_path(self, url: str, folder: Path) -> None:
        assert "lies outside the folder of the dataset" in refusal(url, folder)

    def test_a_folder_whose_name_only_begins_the_same(self, folder: Path) -> None:
        neighbour = folder.parent / "data2"
        neighbour.mkdir()
        (neighbour / "a.png").write_bytes(PNG)
        assert "lies outside" in refusal("../data2/a.png", folder)

    @on_posix
    def test_a_link_to_a_file(self, folder: Path) -> None:
        (folder / "link.png").symlink_to(folder.parent / "private/secret.png")
        assert "lies outside" in refusal("link.png", folder)

    @on_posix
    def test_a_link_to_a_folder(self, folder: Path) -> None:
        (folder / "link").symlink_to(folder.parent / "private")
        assert "lies outside" in refusal("link/secret.png", folder)

    @on_posix
    def test_a_link_by_way_of_another(self, folder: Path) -> None:
        (folder / "one").symlink_to("two")
        (folder / "two").symlink_to("..")
        assert "lies outside" in refusal("one/private/secret.png", folder)

    def test_what_is_outside_is_refused_whether_it_exists_or_not(self, folder: Path) -> None:
        there = refusal("../private/secret.png", folder)
        assert refusal("../private/sekret.png", folder) == there.replace("secret", "sekret")

    @pytest.mark.parametrize(
        "url",
        [
            r"\\server\share\a.png",
            "//server/share/a.png",
            "file://server/share/a.png",
            "file:////server/share/a.png",
            "file:%5C%5Cserver%5Cshare%5Ca.png",
            "file:///%2Fserver/share/a.png",
            r"\\?\C:\a.png",
        ],
    )
    def test_another_machine_is_not_even_asked(
        self, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def unasked(*_: object) -> str:
            raise AssertionError

        monkeypatch.setattr("os.path.realpath", unasked)
        assert "is a path on another machine" in refusal(url, folder)


class TestNoImage:
    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"root:x:0:0:root:/root:/bin/sh\n", "is no image that Tunelint knows"),
            (b"", "is no image that Tunelint knows"),
            (make("pdf")[1], "is PDF"),
            (make("svg")[1], "is SVG"),
            (make("heic")[1], "is HEIC"),
            (PNG[:8] + b"root:x:0:0:", "PNG image is damaged"),
            (make("png truncated")[1], "PNG image is damaged"),
            (b"II*\0" + b"root:x:0:0:root:/root:/bin/sh\n", "TIFF image can't be decoded"),
            (b"\0\0\1\0\1\0\x10\x10\x10\0 a secret", "ICO image can't be decoded"),
            (b"P1\n1 1\n0 secret", "is PPM"),
        ],
        ids=range(10),
    )
    def test_a_file_that_calls_itself_one(self, data: bytes, reason: str, folder: Path) -> None:
        (folder / "b.png").write_bytes(data)
        assert reason in refusal("b.png", folder)

    def test_a_folder(self, folder: Path) -> None:
        assert refusal("images", folder) == '"images" is no file.'
        assert refusal(".", folder) == '"." is no file.'

    def test_a_file_that_is_not_there(self, folder: Path) -> None:
        assert refusal("b.png", folder) == '"b.png" can\'t be read: No such file or directory.'

    @on_posix
    def test_a_named_pipe_holds_nothing_up(self, folder: Path) -> None:
        os.mkfifo(folder / "b.png")
        said: list[str] = []
        asking = threading.Thread(target=lambda: said.append(refusal("b.png", folder)), daemon=True)
        asking.start()
        asking.join(timeout=20)
        assert said == ['"b.png" is no file.']

    @on_posix
    def test_a_link_to_itself(self, folder: Path) -> None:
        (folder / "b.png").symlink_to("b.png")
        assert '"b.png" is no file' in refusal("b.png", folder)

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
    def test_a_file_that_may_not_be_read(self, folder: Path) -> None:
        (folder / "images/a.png").chmod(0)
        assert "Permission denied" in refusal("images/a.png", folder)

    @pytest.mark.parametrize(
        "url",
        ["", "\0", "a\0.png", "file:%00", "https://a/b.png", "data:image/png;base64,", "s3://a"],
    )
    def test_what_is_no_path(self, url: str, folder: Path) -> None:
        assert "is no path" in refusal(url, folder)

    @pytest.mark.skipif(sys.platform == "win32", reason="these are paths there")
    @pytest.mark.parametrize("url", [r"C:\a.png", "c:/a.png", "file:///C:/a.png"])
    def test_a_path_of_another_system(self, url: str, folder: Path) -> None:
        assert "is a path of Windows" in refusal(url, folder)


def test_a_huge_file_is_refused_before_it_is_read(folder: Path) -> None:
    with (folder / "huge.png").open("wb") as stream:
        stream.write(PNG)
        stream.truncate(1 << 40)
    assert refusal("huge.png", folder) == (
        '"huge.png" has 1,099,511,627,776 bytes; images of up to 1,000,000 bytes are embedded.'
    )


def test_an_image_of_just_the_size_is_taken(folder: Path) -> None:
    assert read_image_file("images/a.png", folder, (), len(PNG)).data == PNG
    with pytest.raises(EmbeddingRefused):
        read_image_file("images/a.png", folder, (), len(PNG) - 1)


@on_posix
class TestExchanged:
    """Between the look at the path and the opening, somebody puts a link in its place."""

    def test_for_the_file(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        image = folder / "images/a.png"
        self.before_opening(monkeypatch, lambda: self.exchange(image, "private/secret.png"))
        assert "can't be read" in refusal("images/a.png", folder)

    def test_for_a_folder(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder.parent / "private/a.png").write_bytes(PNG)
        self.before_opening(monkeypatch, lambda: self.exchange(folder / "images", "private"))
        assert "was exchanged" in refusal("images/a.png", folder)

    def test_for_another_file(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        image = folder / "images/a.png"
        opening = os.open

        def open_then_exchange(path: Path, flags: int) -> int:
            descriptor = opening(path, flags)
            self.exchange(image, "private/secret.png")
            return descriptor

        monkeypatch.setattr("os.open", open_then_exchange)
        assert "was exchanged" in refusal("images/a.png", folder)

    @staticmethod
    def exchange(path: Path, target: str) -> None:
        path.rename(path.with_name("before"))
        root = next(parent.parent for parent in path.parents if parent.name == "data")
        path.symlink_to(root / target)

    @staticmethod
    def before_opening(monkeypatch: pytest.MonkeyPatch, action: Callable[[], None]) -> None:
        opening = os.open

        def exchange_then_open(path: Path, flags: int) -> int:
            action()
            return opening(path, flags)

        monkeypatch.setattr("os.open", exchange_then_open)
