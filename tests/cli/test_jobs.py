"""`tunelint jobs` against a rehearsal: what it lists, shows and steers."""

import os
from pathlib import Path

import pytest

from cli.rehearsed import JOB, jobs, run
from rehearsal.stage import Clock
from tunelint.rehearsal import Rehearsal, serving


async def test_where_there_are_no_jobs_that_is_said(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run("jobs", "list") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("There are no jobs at Azure v1 at 127.0.0.1:")


async def test_jobs_are_listed_shown_and_followed(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    await run("submit", "train.jsonl", *JOB, "--yes", "--no-follow")
    (job,) = jobs(rehearsal)
    assert await run("jobs", "follow", job) == 0
    assert capsys.readouterr().out.count("succeeded: ") == 1
    for command in (("list",), ("show", job), ("events", job)):
        capsys.readouterr()
        assert await run("jobs", *command) == 0
        out, _ = capsys.readouterr()
        assert job in out
        assert ("train.jsonl" in out) == (command == ("list",))
    assert await run("jobs", "list", "--endpoint", os.environ["OPENAI_BASE_URL"]) == 0
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
