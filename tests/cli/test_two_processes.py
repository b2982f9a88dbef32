"""Submissions by processes of their own: killed, interrupted, and two at the same moment."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cli.rehearsed import JOB, jobs, run
from rehearsal.stage import Clock
from tunelint.rehearsal import Rehearsal, serving

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the folder of records is named as on Linux"
)
SUBMIT = ("submit", "train.jsonl", *JOB, "--yes")


@asynccontextmanager
async def process(*options: str) -> AsyncIterator[Process]:
    command = (sys.executable, "-m", "tunelint", *SUBMIT, *options)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def read_until(stream: asyncio.StreamReader | None, words: bytes) -> None:
    assert stream
    while words not in (line := await stream.readline()):
        assert line, "the process ended by itself"


async def test_a_process_that_was_killed_is_taken_up(
    rehearsal: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(1)
    held = Rehearsal(tmp_path / "held", clock=clock)
    async with serving(held) as address:
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", address)
        async with process() as first:
            await read_until(first.stdout, b"was ordered")
        clock.now += 60
        assert await run(*SUBMIT) == 0
        assert len(jobs(held)) == 1


@pytest.mark.parametrize("first_dies", [False, True])
@pytest.mark.parametrize(
    ("other", "words", "outcome"),
    [
        ((), b"The same is being submitted already", b"was ordered before"),
        (("--suffix", "b"), b"train.jsonl is being sent already", b"was ordered ("),
    ],
)
async def test_what_another_process_is_at_is_waited_for(
    rehearsal: Rehearsal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    first_dies: bool,
    other: tuple[str, ...],
    words: bytes,
    outcome: bytes,
) -> None:
    is_sending, goes_on = asyncio.Event(), asyncio.Event()

    async def hold(_: float) -> None:
        is_sending.set()
        await goes_on.wait()

    slow = Rehearsal(tmp_path / "slow", speed=20, sleep=hold, faults=["slow@create-file"])
    async with serving(slow) as address:
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", address)
        async with process("--no-follow") as first:
            await asyncio.wait_for(is_sending.wait(), 60)
            async with process("--no-follow", *other) as second:
                await read_until(second.stderr, words)
                if first_dies:
                    first.kill()
                goes_on.set()
                said, _ = await second.communicate()
                await first.wait()
        assert (outcome in said) != (first_dies and not other)
    assert second.returncode == 0
    assert len([*slow.jobs.kept]) == (2 if other and not first_dies else 1)
    assert len(list((tmp_path / "slow" / "files").iterdir())) == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("slow@create-file", b"The same command goes on from here."),
        ("slow@list-events", b"The job goes on: tunelint jobs follow ftjob-"),
    ],
)
async def test_an_interrupted_one_says_how_to_go_on(
    rehearsal: Rehearsal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    words: bytes,
) -> None:
    is_answering = asyncio.Event()

    async def hold(_: float) -> None:
        is_answering.set()
        await asyncio.Event().wait()

    slow = Rehearsal(tmp_path / "slow", speed=20, sleep=hold, faults=[fault])
    async with serving(slow) as address:
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", address)
        async with process() as submitting:
            await asyncio.wait_for(is_answering.wait(), 60)
            submitting.send_signal(signal.SIGINT)
            _, said = await submitting.communicate()
    assert words in said
    assert submitting.returncode == 130
