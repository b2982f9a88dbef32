"""The official client runs the whole flow, and every answer is as the official data say."""

import csv
import hashlib
from pathlib import Path

import httpx
import openai
import pytest
from openai import OpenAI
from openai.types.fine_tuning import FineTuningJob

from rehearsal.contract import Contract
from rehearsal.stage import MODEL, chat, lines, play, sdk, stage
from tunelint.rehearsal.dialect import Dialect

OVER = {"succeeded", "failed", "cancelled"}

DIALECTS = pytest.mark.parametrize("dialect", [*Dialect], ids=lambda dialect: dialect.name)


def upload(client: OpenAI, content: bytes, name: str = "train.jsonl") -> str:
    """Upload a file, and wait until it is processed."""
    file = client.files.create(file=(name, content), purpose="fine-tune")
    while file.status != "processed":
        file = client.files.retrieve(file.id)
    return file.id


def follow(client: OpenAI, job: FineTuningJob, until: str = "") -> list[str]:
    """Follow a job until it is over, or is in that state; gives the states that it was seen in."""
    seen = [str(job.status)]
    while seen[-1] not in OVER and seen[-1] != until:
        status = str(client.fine_tuning.jobs.retrieve(job.id).status)
        if status != seen[-1]:
            seen.append(status)
    return seen


def whole_flow(address: str, contract: Contract) -> None:
    with sdk(address, contract) as client:
        training, validation = upload(client, lines(sound=40)), upload(client, lines(sound=10))
        job = client.fine_tuning.jobs.create(
            model=MODEL, training_file=training, validation_file=validation, suffix="sums", seed=3
        )
        states = follow(client, job)
        first = "pending" if contract.dialect is Dialect.AZURE_DATED else "validating_files"
        queued = [] if contract.dialect is Dialect.AZURE_DATED else ["queued"]
        assert states == [first, *queued, "running", "succeeded"]

        job = client.fine_tuning.jobs.retrieve(job.id)
        assert job.fine_tuned_model is not None
        assert "sums-rehearsal" in job.fine_tuned_model
        events = list(client.fine_tuning.jobs.list_events(job.id, limit=7))
        assert events[0].message == "The job has successfully completed"
        assert events[-1].message == f"Created fine-tuning job: {job.id}"
        assert any("nothing is trained" in event.message for event in events)
        assert len({event.id for event in events}) == len(events)

        checkpoints = list(client.fine_tuning.jobs.checkpoints.list(job.id))
        assert [each.metrics.full_valid_loss is None for each in checkpoints] == [False] * 3
        results = client.files.content(job.result_files[0]).text
        rows = list(csv.DictReader(results.splitlines()))
        losses = [float(row["train_loss"]) for row in rows]
        assert losses[0] > 1.5 > 0.6 > losses[-1]
        assert {"step", "valid_loss", "full_valid_mean_token_accuracy"} <= rows[-1].keys()

        assert [each.id for each in client.fine_tuning.jobs.list()] == [job.id]
        assert {file.id for file in client.files.list()} >= {training, validation}
        assert client.files.content(training).read() == lines(sound=40)
        client.files.delete(validation)
        with pytest.raises(openai.NotFoundError):
            client.files.retrieve(validation)


@DIALECTS
async def test_an_answer_that_is_not_as_documented_is_told_of(dialect: Dialect) -> None:
    request = httpx.Request("GET", f"http://127.0.0.1{dialect.value}/files/file-1")
    answer = {"object": "file", "id": 1, "purpose": "fine-tune", "filename": "a.jsonl"}
    with pytest.raises(AssertionError, match="is not of type 'string'"):
        Contract(dialect).hold(httpx.Response(200, json=answer, request=request))


@DIALECTS
async def test_the_official_client_runs_the_whole_flow(tmp_path: Path, dialect: Dialect) -> None:
    contract = Contract(dialect)
    async with stage(tmp_path) as address:
        await play(whole_flow, address, contract)
    prefix = "/fine_tuning/jobs/"
    held = {operation.replace("-", "_") for operation, _ in contract.held}
    assert f"get {prefix}{{fine_tuning_job_id}}/events" in held
    assert len(held) == 10, "an operation was not held against the data"


def halts(address: str, contract: Contract) -> None:
    with sdk(address, contract) as client:
        jobs = client.fine_tuning.jobs
        job = jobs.create(model=MODEL, training_file=upload(client, lines()))
        with pytest.raises(openai.ConflictError):
            jobs.resume(job.id)
        follow(client, job, until="running")
        assert str(jobs.pause(job.id).status) == "pausing"
        assert follow(client, job, until="paused")[-1] == "paused"
        assert str(jobs.resume(job.id).status) == "resuming"
        follow(client, job, until="running")
        assert jobs.cancel(job.id).status == "cancelled"
        with pytest.raises(openai.ConflictError):
            jobs.cancel(job.id)
        told = [event.message for event in jobs.list_events(job.id, limit=3)]
        assert told[0] == "Fine-tuning job cancelled"
        assert client.fine_tuning.jobs.retrieve(job.id).fine_tuned_model is None


@DIALECTS
async def test_jobs_pause_resume_and_are_cancelled(tmp_path: Path, dialect: Dialect) -> None:
    contract = Contract(dialect)
    async with stage(tmp_path) as address:
        await play(halts, address, contract)


def in_parts(address: str, contract: Contract) -> None:
    content = lines(sound=300)
    parts = [content[:5000], content[5000:9000], content[9000:]]
    with sdk(address, contract) as client:
        upload = client.uploads.create(
            filename="big.jsonl",
            purpose="fine-tune",
            bytes=len(content),
            mime_type="application/jsonl",
        )
        sent = [client.uploads.parts.create(upload.id, data=part).id for part in parts[::-1]]
        wrong = "0" * 32
        with pytest.raises(openai.BadRequestError, match="MD5"):
            client.uploads.complete(upload.id, part_ids=sent[::-1], md5=wrong)
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        done = client.uploads.complete(upload.id, part_ids=sent[::-1], md5=md5)
        assert done.status == "completed"
        assert done.file is not None
        assert client.files.content(done.file.id).read() == content
        given_up = client.uploads.create(
            filename="a", purpose="fine-tune", bytes=1, mime_type="application/jsonl"
        )
        assert client.uploads.cancel(given_up.id).status == "cancelled"
        with pytest.raises(openai.ConflictError):
            client.uploads.parts.create(given_up.id, data=b"a")


@DIALECTS
async def test_a_file_comes_in_parts(tmp_path: Path, dialect: Dialect) -> None:
    async with stage(tmp_path) as address:
        await play(in_parts, address, Contract(dialect))


def refused(address: str, contract: Contract) -> None:
    with sdk(address, contract) as client:
        file = client.files.create(file=("a.jsonl", lines()), purpose="fine-tune")
        jobs = client.fine_tuning.jobs
        with pytest.raises(openai.BadRequestError, match="must point to a completed file import"):
            jobs.create(model=MODEL, training_file=file.id)
        training = upload(client, lines())
        with pytest.raises(openai.BadRequestError, match="fine-tuning"):
            jobs.create(model="gpt-2", training_file=training)
        often = {"hyperparameters": {"n_epochs": 51}}
        with pytest.raises(openai.BadRequestError, match="n_epochs"):
            jobs.create(model=MODEL, training_file=training, extra_body=often)
        with pytest.raises(openai.BadRequestError, match="suffix"):
            jobs.create(model=MODEL, training_file=training, suffix="a" * 65)
        with pytest.raises(openai.BadRequestError, match="purpose"):
            client.files.create(file=("a.jsonl", lines()), purpose="assistants")
        with pytest.raises(openai.NotFoundError):
            jobs.retrieve("ftjob-none")
        assert not list(jobs.list())


@DIALECTS
async def test_what_can_not_be_followed_is_refused_at_once(
    tmp_path: Path, dialect: Dialect
) -> None:
    async with stage(tmp_path) as address:
        await play(refused, address, Contract(dialect))


def marked(address: str, contract: Contract) -> None:
    with sdk(address, contract) as client:
        training = upload(client, lines(chat(7)))
        jobs = client.fine_tuning.jobs
        for intent in ("one", "two"):
            jobs.create(model=MODEL, training_file=training, metadata={"intent": intent})
        found = list(jobs.list(metadata={"intent": "one"}))
        assert [job.metadata for job in found] == [{"intent": "one"}]


@pytest.mark.parametrize("dialect", [Dialect.AZURE_V1, Dialect.OPENAI], ids=["AZURE_V1", "OPENAI"])
async def test_jobs_are_found_by_their_metadata(tmp_path: Path, dialect: Dialect) -> None:
    async with stage(tmp_path) as address:
        await play(marked, address, Contract(dialect))
