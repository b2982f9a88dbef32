"""However a command ends, or its streams do: it says so in a line, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tunelint.cli.main import main
from tunelint.files import own_folder

BAD = '{"messages": [{"role": "USER", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}\n'
FULL = Path("/dev/full")


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_text(BAD * 5_000)
    return path


@pytest.fixture
def _handlers() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tunelint", *arguments]


@pytest.mark.parametrize("descriptor", [0, 1, 2])
@pytest.mark.parametrize("arguments", [("check",), ("fix", "--diff")])
def test_a_closed_stream_is_an_empty_one(
    dataset: Path, descriptor: int, arguments: tuple[str, ...]
) -> None:
    done = subprocess.run(
        command(*arguments, str(dataset), "missing.jsonl"),
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.close(descriptor),
    )
    assert done.returncode == 2
    assert "missing.jsonl" not in done.stdout
    assert ("tunelint: missing.jsonl: No such file" in done.stderr) == (descriptor != 2)
    assert ("USER" in done.stdout) == (descriptor != 1)
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="no full device here")
@pytest.mark.parametrize(
    "arguments", [("rules",), ("explain", "image-mode"), ("check", "{}"), ("fix", "--diff", "{}")]
)
def test_output_that_can_not_be_written_is_told_of(
    dataset: Path, arguments: tuple[str, ...]
) -> None:
    filled = [each.format(dataset) for each in arguments]
    with FULL.open("w") as full:
        done = subprocess.run(command(*filled), stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "tunelint: No space left on device\n")


def test_a_reader_that_has_seen_enough_of_a_diff_is_no_trouble(dataset: Path) -> None:
    for arguments in (("fix", "--diff", str(dataset)), ("fix", "-")):
        with (
            dataset.open() as source,
            subprocess.Popen(
                command(*arguments),
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            ) as process,
        ):
            assert process.stdout
            assert process.stderr
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 2


def test_an_interruption_is_not_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    class Commands:
        @property
        def parser(self) -> None:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "tunelint.cli.commands", Commands())
    assert main(["rules"]) == 130


@pytest.mark.usefixtures("_handlers")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_stays_beside_a_file_when_its_fix_is_ended(
    dataset: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(_: int) -> None:
        assert len(list(dataset.parent.iterdir())) == 2
        os.kill(os.getpid(), number)

    monkeypatch.setattr(os, "fsync", end)
    assert main(["fix", str(dataset)]) == 130
    assert list(dataset.parent.iterdir()) == [dataset]
    assert dataset.read_text() == BAD * 5_000


def test_a_user_without_a_home_is_told_what_to_set() -> None:
    def find(name: str, appauthor: bool) -> Path:
        raise RuntimeError("could not determine the home directory")

    with pytest.raises(OSError, match="set HOME"):
        own_folder(find)
