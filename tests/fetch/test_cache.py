"""Answers are kept on the disk, for a while and up to a size, whoever else writes there."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import time

import pytest

from tunelint.fetch import Answer, Cache, Fetcher
from tunelint.fetch.cache import user_folder
from web import Web, page

URL = "http://example.org/a.png?signature=secret"
ANSWER = Answer(URL, 200, "image/png", b"bytes\nof an image")


def aged(path: Path, seconds: float) -> None:
    os.utime(path, (time() - seconds,) * 2)


def test_what_was_kept_is_there_for_other_processes_too(tmp_path: Path) -> None:
    Cache(tmp_path / "new").store(URL, ANSWER)
    assert Cache(tmp_path / "new").load(URL) == ANSWER
    assert Cache(tmp_path / "new").load(URL + "2") is None


def test_names_tell_no_secret_and_files_are_for_their_owner(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    Cache(folder).store(URL, ANSWER)
    (file,) = folder.iterdir()
    assert file.name.isalnum()
    assert "secret" not in file.name
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
        assert folder.stat().st_mode & 0o077 == 0


def test_what_is_too_old_is_not_told(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_seconds=100)
    cache.store(URL, ANSWER)
    (file,) = tmp_path.iterdir()
    aged(file, 90)
    assert cache.load(URL) == ANSWER
    aged(file, 110)
    assert cache.load(URL) is None


@pytest.mark.parametrize("data", [b"", b"{", b"1\n", b"[1, 2]\n", b'["a", 200, "image/png", 9]\nx'])
def test_a_file_that_is_not_whole_is_as_if_it_were_not_there(tmp_path: Path, data: bytes) -> None:
    cache = Cache(tmp_path)
    cache.store(URL, ANSWER)
    (file,) = tmp_path.iterdir()
    file.write_bytes(data)
    assert cache.load(URL) is None


def test_the_oldest_make_room(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=10_000)
    for number in range(30):
        cache.store(f"{URL}{number}", Answer(URL, 200, "", bytes(1_000)))
        newest = max(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        aged(newest, 100 - number)
        assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 10_000
    kept = [number for number in range(30) if cache.load(f"{URL}{number}")]
    assert kept == list(range(30 - len(kept), 30))
    assert len(kept) >= 6


def test_what_is_too_old_makes_room_and_what_is_too_large_finds_none(tmp_path: Path) -> None:
    (tmp_path / "left over").write_bytes(bytes(10))
    aged(tmp_path / "left over", 200)
    cache = Cache(tmp_path, most_bytes=1_000, most_seconds=100)
    cache.store(URL, ANSWER)
    assert len([*tmp_path.iterdir()]) == 1
    cache.store(URL + "2", Answer(URL, 200, "", bytes(1_000)))
    assert cache.load(URL) == ANSWER
    assert cache.load(URL + "2") is None


def test_a_folder_that_can_not_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file")
    cache.store(URL, ANSWER)
    assert cache.load(URL) is None


def test_many_write_and_read_at_once(tmp_path: Path) -> None:
    def use(number: int) -> set[bytes | None]:
        cache = Cache(tmp_path, most_bytes=200_000)
        seen: set[bytes | None] = set()
        for turn in range(30):
            body = bytes([number]) * 20_000
            cache.store(URL, Answer(URL, 200, "", body))
            cache.store(f"{URL}{number}{turn}", Answer(URL, 200, "", body))
            known = cache.load(URL)
            seen.add(known.body if known else None)
        return seen

    with ThreadPoolExecutor(8) as pool:
        seen = set().union(*pool.map(use, range(8)))
    assert seen <= {None, *(bytes([number]) * 20_000 for number in range(8))}
    assert seen != {None}


def test_the_folder_is_in_the_cache_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert {"tunelint", "images"} <= set(user_folder().parts)


async def test_what_is_kept_is_not_fetched_again(web: Web, tmp_path: Path) -> None:
    web.pages["/a"] = page(b"bytes", fields={"Content-Type": "image/png"})
    for _ in range(2):
        async with Fetcher(100, Cache(tmp_path), transport=web.transport) as fetcher:
            answer = await fetcher.fetch("http://example.org/a")
            assert answer == Answer("http://example.org/a", 200, "image/png", b"bytes")
    assert len(web.asked) == 1


async def test_refusals_are_not_kept(web: Web, tmp_path: Path) -> None:
    web.pages["/a"] = page(status=503)
    async with Fetcher(100, Cache(tmp_path), transport=web.transport) as fetcher:
        assert (await fetcher.fetch("http://example.org/a")).refusal
        web.pages["/a"] = page(b"bytes")
        assert (await fetcher.fetch("http://example.org/a")).body == b"bytes"


async def test_what_is_kept_is_held_to_the_limit_of_today(web: Web, tmp_path: Path) -> None:
    web.pages["/a"] = page(b"bytes")
    refusals = []
    for most_bytes in (5, 4):
        async with Fetcher(most_bytes, Cache(tmp_path), transport=web.transport) as fetcher:
            refusals.append((await fetcher.fetch("http://example.org/a")).refusal)
    assert refusals == ["", "it is larger than 4 bytes"]
