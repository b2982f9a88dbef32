"""`tunelint check --check-urls`: images that stand elsewhere are fetched and judged."""

import json
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest

from pictures import make
from tunelint.cli.main import main
from tunelint.fetch import fetcher
from tunelint.fetch.addresses import Address
from tunelint.fetch.guarded import GuardedTransport
from web import PUBLIC

PAGES = {"/grey.png": make("png L")[1], "/sound.png": make("png")[1], "/page": b"<html>"}


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The paths that are asked for of the one host that there is."""
    asked: list[str] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        body = PAGES.get(request.url.path)
        stream = httpx.ByteStream(body or b"")
        return httpx.Response(404 if body is None else 200, stream=stream)

    async def resolve(host: str) -> Sequence[Address]:
        return [ip_address(PUBLIC)] if host == "example.org" else []

    def transport() -> GuardedTransport:
        return GuardedTransport(resolve, httpx.MockTransport(answer))

    monkeypatch.setattr(fetcher, "GuardedTransport", transport)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return asked


def write(path: Path, *urls: str) -> str:
    lines = (
        {
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": f"What is it, {number}?"},
                        {"type": "image_url", "image_url": {"url": url}},
                    ],
                },
                {"role": "assistant", "content": "A gradient."},
            ]
        }
        for number, url in enumerate(urls)
    )
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return str(path)


def found(capsys: pytest.CaptureFixture[str]) -> tuple[list[tuple[int, str]], str]:
    """The rows and codes that were written, and what was said beside them."""
    output, errors = capsys.readouterr()
    codes = [(each["location"]["row"], each["code"]) for each in json.loads(output)]
    return [(row, code) for row, code in codes if code != "too-few-examples"], errors


def test_images_are_judged_by_what_their_urls_answer(
    tmp_path: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("grey.png", "sound.png", "page", "gone.png", "sound.png")
    path = write(tmp_path / "a.jsonl", *(f"https://example.org/{name}" for name in names))
    assert main(["check", path, "--output-format", "json", "--check-urls"]) == 1
    findings, errors = found(capsys)
    assert findings == [(1, "image-mode"), (3, "unreachable-image"), (4, "unreachable-image")]
    assert errors == "Fetched 2 of 4 images by URL.\n"
    assert sorted(asked) == ["/gone.png", "/grey.png", "/page", "/sound.png"]


def test_nothing_is_fetched_unless_it_is_asked_for(
    tmp_path: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.jsonl", "https://example.org/gone.png")
    main(["check", path, "--output-format", "json"])
    assert found(capsys) == ([], "")
    assert asked == []


def test_what_several_files_and_runs_refer_to_is_fetched_once(
    tmp_path: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        write(tmp_path / f"{name}.jsonl", "https://example.org/sound.png")
    for _ in range(2):
        main(["check", str(tmp_path), "--output-format", "json", "--check-urls"])
        assert found(capsys) == ([], "Fetched 1 of 1 image by URL.\n")
    assert asked == ["/sound.png"]


def test_places_inside_are_not_fetched(
    tmp_path: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.jsonl", "http://127.0.0.1/a", "http://nowhere.example/a")
    main(["check", path, "--check-urls", "--select", "unreachable-image"])
    output = capsys.readouterr().out
    assert "This image can't be fetched: 127.0.0.1 is not on the public internet." in output
    assert "This image can't be fetched: there is no host nowhere.example." in output
    assert asked == []


def test_the_limit_of_the_settings_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    size = len(PAGES["/sound.png"]) - 1
    (tmp_path / "tunelint.toml").write_text(f"[thresholds]\nimage-bytes-max = {size}\n")
    path = write(tmp_path / "a.jsonl", "https://example.org/sound.png")
    main(["check", path, "--check-urls", "--select", "unreachable-image"])
    assert f"it is larger than {size:,} bytes" in capsys.readouterr().out


def test_what_can_not_be_read_is_said_by_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "missing.jsonl"), str(tmp_path), "--check-urls"]) == 2
    errors = capsys.readouterr().err
    assert errors.count("missing.jsonl") == errors.count("in this folder") == 1


def test_standard_input_comes_only_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-", "--check-urls"]) == 2
    assert "standard input comes once" in capsys.readouterr().err


def test_findings_behind_urls_can_be_written_into_the_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "a.jsonl", "https://example.org/gone.png")
    assert main(["check", path, "--check-urls", "--write-baseline"]) == 0
    capsys.readouterr()
    main(["check", path, "--output-format", "json", "--check-urls"])
    assert found(capsys)[0] == []
