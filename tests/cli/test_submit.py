"""`tunelint submit` and `tunelint jobs` against a rehearsal: what they say, and how they end."""

import asyncio
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from rehearsal.stage import Clock, play
from submission.stage import KEY, MODEL, chat, datasets, write
from tunelint.cli.main import main
from tunelint.images import FetchedFacts
from tunelint.rehearsal import Rehearsal, serving
from tunelint.submission import records

JOB = ("--model", MODEL, "--epochs", "1")


@pytest.fixture
async def rehearsal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rehearsal]:
    """A rehearsal that the environment names, by a client that does not wait."""
    for name in ("FIRST_POLL", "LAST_POLL", "FIRST_RETRY"):
        monkeypatch.setattr(f"tunelint.service.clock.{name}", 0.001)
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    monkeypatch.setattr(records, "user_state_path", lambda name, **_: state / name)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    datasets(Path())
    rehearsal = Rehearsal(tmp_path / "service", speed=20)
    async with serving(rehearsal) as address:
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", address)
        monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", f"{address}/v1")
        yield rehearsal


async def run(*arguments: str) -> int:
    return await play(main, arguments)


def jobs(rehearsal: Rehearsal) -> list[str]:
    return [job.id for job in rehearsal.jobs.kept]


async def test_a_sound_file_is_submitted_and_followed(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        await run("submit", "train.jsonl", "--validation-file", "valid.jsonl", *JOB, "--yes") == 0
    )
    (job,) = jobs(rehearsal)
    out, err = capsys.readouterr()
    assert "12 of 12 examples trained on" in out
    assert f"{job} was ordered" in out
    assert f"{job} succeeded: {MODEL}.ft-" in out
    assert "Sending train.jsonl\n" in err
    assert err.count("Sending valid.jsonl") == 1


async def test_a_file_that_would_be_rejected_is_not_sent(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    write(Path("bad.jsonl"), [chat("Hello", "usr"), *(chat(str(number)) for number in range(20))])
    assert await run("submit", "bad.jsonl", *JOB, "--yes") == 1
    out, _ = capsys.readouterr()
    assert "bad.jsonl:1:24: error[unknown-role]" in out
    assert "Nothing was sent." in out
    assert jobs(rehearsal) == []


async def test_a_dry_run_prints_what_is_sent_then_and_sends_nothing(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was sent")

    submitted = ("submit", "train.jsonl", *JOB, "--suffix", "cats")
    with monkeypatch.context() as patched:
        patched.setattr(httpx.AsyncClient, "send", refuse)
        patched.delenv("AZURE_OPENAI_API_KEY")
        assert await run(*submitted, "--dry-run") == 0
    out, _ = capsys.readouterr()
    assert "POST http://127.0.0.1" in out
    shown = json.loads(out[out.index("{") :])
    assert await run(*submitted, "--yes", "--no-follow") == 0
    (job,) = rehearsal.jobs.kept
    assert shown == {
        "model": MODEL,
        "training_file": shown["training_file"],
        "suffix": "cats",
        "method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 1}}},
        "metadata": job.order.metadata,
    }


async def test_a_job_that_fails_says_which_lines_the_service_means(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    rehearsal.faults.set(["fail@create-job"])
    assert await run("submit", "train.jsonl", *JOB, "--yes") == 1
    out, _ = capsys.readouterr()
    assert "failed" in out
    assert "train.jsonl: error[service] " in out


async def test_submitting_again_follows_the_same_job(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert await run("submit", "train.jsonl", *JOB, "--yes", "--no-follow") == 0
    (job,) = jobs(rehearsal)
    out, _ = capsys.readouterr()
    assert f"{job} was ordered before" in out
    assert f"Follow it with: tunelint jobs follow {job}" in out


async def test_jobs_are_listed_shown_and_followed(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    await run("submit", "train.jsonl", *JOB, "--yes", "--no-follow")
    (job,) = jobs(rehearsal)
    assert await run("jobs", "follow", job) == 0
    for command in (("list",), ("show", job), ("events", job)):
        capsys.readouterr()
        assert await run("jobs", *command) == 0
        out, _ = capsys.readouterr()
        assert job in out
        assert ("train.jsonl" in out) == (command == ("list",))
    assert await run("jobs", "list", "--endpoint", f"{_address()}/v1") == 0
    assert await run("jobs", "show", "ftjob-nobody-knows") == 2


async def test_jobs_are_paused_resumed_and_cancelled(
    rehearsal: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(0)
    slow = Rehearsal(tmp_path / "slow", clock=clock)
    async with serving(slow) as address:
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", address)
        clock.step = 0.5
        await run("submit", "train.jsonl", *JOB, "--yes", "--no-follow")
        (job,) = jobs(slow)
        while slow.jobs.status(next(iter(slow.jobs.kept))) != "running":
            await run("jobs", "show", job)
        clock.step = 0
        assert await run("jobs", "pause", job) == 0
        clock.now += 60
        assert await run("jobs", "resume", job) == 0
        assert await run("jobs", "cancel", job) == 0
        assert await run("jobs", "follow", job) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing.jsonl", *JOB, "--yes"), "missing.jsonl: No such file"),
        (("train.jsonl", "--model", MODEL, "--epochs", "99", "--yes"), "n_epochs is 99"),
        (("train.jsonl", *JOB), "say --yes"),
        (("train.jsonl", *JOB, "--yes", "--endpoint", "http://127.0.0.1:9"), "is not sent to"),
        (("train.jsonl", *JOB, "--yes", "--endpoint", "http://example.com"), "over https only"),
        (("train.jsonl", *JOB, "--yes", "--grader", "train.jsonl"), "a grader is a JSON object"),
    ],
)
async def test_trouble_with_options_is_told(
    rehearsal: Rehearsal,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert await run("submit", *arguments) == 2
    assert words in capsys.readouterr().err
    assert jobs(rehearsal) == []


async def test_trouble_with_the_network_or_the_credential_is_told(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    for fault in ("401", "drop", "503"):
        rehearsal.faults.set([fault])
        assert await run("submit", "train.jsonl", *JOB, "--yes") == 2
        assert await run("jobs", "list") == 2
    assert "The API key for 127.0.0.1" in capsys.readouterr().err


async def test_what_the_service_refuses_is_a_refusal(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run("submit", "train.jsonl", "--model", "gpt-9", "--yes") == 1
    assert "does not support fine-tuning" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "outcome", "ordered"), [("y", 0, 1), ("", 1, 0)])
async def test_it_asks_before_it_sends(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch, answer: str, outcome: int, ordered: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert await run("submit", "train.jsonl", *JOB, "--no-follow") == outcome
    assert len(jobs(rehearsal)) == ordered


@pytest.mark.parametrize("answer", ["y", "n"])
async def test_it_offers_to_fetch_images_first(
    rehearsal: Rehearsal,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
) -> None:
    def fetch(paths: list[str], _: object) -> object:
        assert paths == ["train.jsonl"]
        return lambda url: FetchedFacts(None, "the host answers 404")

    questions: list[str] = []

    def ask(question: str) -> str:
        questions.append(question)
        return answer if len(questions) == 1 else "n"

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("tunelint.cli.submitting.fetch_urls", fetch)
    image = {"type": "image_url", "image_url": {"url": "https://example.com/cat.png"}}
    shown = {"role": "user", "content": [image]}
    pictured = {"messages": [shown, {"role": "assistant", "content": "A cat."}]}
    write(Path("train.jsonl"), [pictured, *(chat(str(number)) for number in range(20))])
    assert await run("submit", "train.jsonl", *JOB) == 1
    assert [question.split()[0] for question in questions] == ["Fetch", "Submit"]
    out, _ = capsys.readouterr()
    assert ("1 skipped" in out) == (answer == "y")
    assert ("were not checked" in out) == (answer == "n")


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of records is named as on Linux")
async def test_a_process_that_was_killed_is_taken_up(
    rehearsal: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(1)
    held = Rehearsal(tmp_path / "held", clock=clock)
    async with serving(held) as address:
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", address)
        submitted = ("submit", "train.jsonl", *JOB, "--yes")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tunelint", *submitted),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert process.stdout
        while b"was ordered" not in (line := await process.stdout.readline()):
            assert line, "the process ended by itself"
        process.kill()
        await process.communicate()
        clock.now += 60
        assert await run(*submitted) == 0
        assert len(jobs(held)) == 1


async def test_nothing_that_is_written_holds_the_key(
    rehearsal: Rehearsal,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    submitted = ("submit", "train.jsonl", *JOB)
    await run(*submitted, "--dry-run")
    rehearsal.faults.set(["401@create-file"])
    await run(*submitted, "--yes")
    rehearsal.faults.set(["500@list-events*1", "drop-answer@create-job*1"])
    await run(*submitted, "--yes")
    for job in jobs(rehearsal):
        for command in ("show", "events", "follow", "cancel"):
            await run("jobs", command, job)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any("state" in path.parts for path in written)
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []
    said = "".join(capsys.readouterr())
    assert jobs(rehearsal)[0] in said
    assert caplog.records
    assert KEY not in said + caplog.text


def test_a_check_does_not_wait_for_the_network_to_be_imported() -> None:
    code = (
        "import sys, tunelint.cli.main as main; main._parser(); "
        "print([name for name in sys.modules if name.split('.')[0] in ('httpx', 'azure')"
        " or name.startswith(('tunelint.service', 'tunelint.submission'))])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


def _address() -> str:
    return os.environ["AZURE_OPENAI_ENDPOINT"]
