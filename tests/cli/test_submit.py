"""`tunelint submit` against a rehearsal: what it says, what it asks, and how it ends."""

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from cli.rehearsed import JOB, Terminal, jobs, run
from submission.stage import KEY, MODEL, chat, write
from tunelint.images import FetchedFacts
from tunelint.rehearsal import Rehearsal


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


@pytest.mark.parametrize(
    ("options", "sent"),
    [((), ["train", "valid"]), (("--validation-file", "other.jsonl"), ["other", "train"])],
)
async def test_the_validation_file_of_the_configuration_is_sent_unless_another_is_named(
    rehearsal: Rehearsal,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    sent: list[str],
) -> None:
    Path("tunelint.toml").write_text(
        'model = "x"\n[validation-files]\n"train.jsonl"="valid.jsonl"\n'
    )
    write(Path("other.jsonl"), [chat(f"Good night {number}") for number in range(12)])
    assert await run("submit", "train.jsonl", *JOB, *options, "--yes", "--no-follow") == 0
    (job,) = rehearsal.jobs.kept
    assert job.order.validation_file
    names = [
        json.loads(each.read_text())["filename"]
        for each in (tmp_path / "service" / "files").iterdir()
    ]
    assert sorted(name.partition("-")[0] for name in names) == sent
    said = "valid.jsonl is the validation file: tunelint.toml:3 says so."
    assert (said in capsys.readouterr().err) == (not options)


async def test_a_file_that_would_be_rejected_is_not_sent(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    write(Path("bad.jsonl"), [chat("Hello", "usr"), *(chat(str(number)) for number in range(20))])
    assert await run("submit", "bad.jsonl", *JOB, "--yes") == 1
    out, _ = capsys.readouterr()
    assert "bad.jsonl:1:24: error[unknown-role]" in out
    assert "Nothing was sent." in out
    assert jobs(rehearsal) == []


async def test_a_dry_run_prints_what_is_sent_then_and_sends_and_keeps_nothing(
    rehearsal: Rehearsal,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was sent")

    submitted = ("submit", "train.jsonl", *JOB, "--suffix", "cats")
    with monkeypatch.context() as patched:
        patched.setattr(httpx.AsyncClient, "send", refuse)
        patched.delenv("AZURE_OPENAI_API_KEY")
        assert await run(*submitted, "--dry-run") == 0
    assert not (tmp_path / "state").exists()
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
        "metadata": {"tunelint_intent": shown["metadata"]["tunelint_intent"]},
    }
    assert job.order.metadata.keys() == shown["metadata"].keys()


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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing.jsonl", *JOB, "--yes"), "missing.jsonl: No such file"),
        ((".", *JOB, "--yes"), ".: This is no file on the disk"),
        ((os.devnull, *JOB, "--yes"), "This is no file on the disk"),
        (("train.jsonl", "--validation-file", "v", *JOB, "--yes"), "v: No such file"),
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
    said = capsys.readouterr().err
    assert "The API key for 127.0.0.1" in said
    assert said.count("The same command goes on from here.") == 1


async def test_a_missing_key_is_told_before_files_are_looked_at(
    rehearsal: Rehearsal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AZURE_OPENAI_API_KEY")
    assert await run("submit", "train.jsonl", *JOB, "--yes") == 2
    out, err = capsys.readouterr()
    assert "set AZURE_OPENAI_API_KEY" in err
    assert out == ""


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


async def test_who_ends_the_input_says_no(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    assert await run("submit", "train.jsonl", *JOB) == 1
    assert not jobs(rehearsal)


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
        "import sys; from tunelint.cli.commands import parser; parser(); "
        "print([name for name in sys.modules if name.split('.')[0] in ('httpx', 'azure')"
        " or name.startswith(('tunelint.service', 'tunelint.submission'))])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
