"""The service beside the documented flow: keys, state, time, and plain HTTP."""

import asyncio
from pathlib import Path
from random import Random

import httpx
import pytest

from rehearsal.stage import Clock, lines, plain, play, stage
from rehearsal.test_faults import order, until_over, upload
from tunelint.config.settings import Settings
from tunelint.rehearsal.jobs import Stopped
from tunelint.rehearsal.judging import JobFile, judge
from tunelint.rehearsal.metrics import Curves, Schedule, results_csv

SCHEDULE = Schedule(epochs=3, batch_size=1, steps_per_epoch=400)


def statuses(address: str) -> dict[str, int]:
    url = f"{address}/openai/v1/files"
    dated = f"{address}/openai/files"
    with httpx.Client(trust_env=False) as client:
        return {
            name: client.get(where, headers=fields).status_code
            for name, where, fields in (
                ("key", url, {"api-key": "x"}),
                ("token", url, {"Authorization": "Bearer x"}),
                ("none", url, {}),
                ("empty", url, {"api-key": "", "Authorization": "Bearer"}),
                ("no version", dated, {"api-key": "x"}),
                ("version", f"{dated}?api-version=2024-10-21", {"api-key": "x"}),
                ("nowhere", f"{address}/models", {"api-key": "x"}),
            )
        }


async def test_any_key_will_do_and_none_will_not(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        assert await play(statuses, address) == {
            "key": 200,
            "token": 200,
            "none": 401,
            "empty": 401,
            "no version": 404,
            "version": 200,
            "nowhere": 404,
        }


async def ask(address: str, request: bytes) -> bytes:
    """Send a request as it is, and read all that comes."""
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    try:
        return await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    ("request_", "begins"),
    [
        (b"POST /openai/v1/fine_tuning/jobs/a/cancel HTTP/1.1\r\n", b"HTTP/1.1 411"),
        (b"nonsense\r\n", b"HTTP/1.1 400"),
        (
            b"POST /openai/v1/files HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 0\r\n",
            b"HTTP/1.1 400",
        ),
    ],
)
async def test_what_is_no_sound_request_is_answered(
    tmp_path: Path, request_: bytes, begins: bytes
) -> None:
    fields = b"Host: x\r\nConnection: close\r\napi-key: x\r\n\r\n"
    async with stage(tmp_path) as address:
        assert (await ask(address, request_ + fields)).startswith(begins)


async def test_a_client_that_waits_is_told_to_go_on(tmp_path: Path) -> None:
    body = b'{"model": "x"}'
    head = (
        b"POST /openai/v1/fine_tuning/jobs HTTP/1.1\r\nHost: x\r\napi-key: x\r\n"
        b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body)
    )
    async with stage(tmp_path) as address:
        host, port = address.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(head)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 100")
        writer.write(body)
        assert (await reader.read()).startswith(b"HTTP/1.1 400")
        writer.close()
        await writer.wait_closed()


def begin_a_job(address: str) -> str:
    with plain(address) as client:
        return str(order(client, upload(client)).json()["id"])


def finish_the_job(address: str, id: str) -> tuple[str, str]:
    with plain(address) as client:
        job = until_over(client, id)
        events = client.get(f"/fine_tuning/jobs/{id}/events?limit=1000").json()["data"]
        return str(job["status"]), events[-1]["message"]


async def test_a_restart_goes_on_with_what_was_there(tmp_path: Path) -> None:
    clock = Clock()
    async with stage(tmp_path, clock) as address:
        id = await play(begin_a_job, address)
    for number, content in enumerate((b"", b"{", b"[]", b"null", b'{"id": "x"}')):
        (tmp_path / "jobs" / f"{number}.json").write_bytes(content)
    async with stage(tmp_path, clock) as address:
        told = await play(finish_the_job, address, id)
    assert told == ("succeeded", f"Created fine-tuning job: {id}")


def seconds_of_a_job(address: str) -> float:
    with plain(address) as client:
        id = order(client, upload(client)).json()["id"]
        job = until_over(client, id)
        return float(str(job["finished_at"])) - float(str(job["created_at"]))


async def test_the_speed_says_how_long_a_job_takes(tmp_path: Path) -> None:
    async with stage(tmp_path / "usual", Clock(0.01)) as address:
        usual = await play(seconds_of_a_job, address)
    async with stage(tmp_path / "fast", Clock(0.01), speed=10.0) as address:
        fast = await play(seconds_of_a_job, address)
    assert 20 <= usual <= 30
    assert fast < usual / 3


def test_losses_fall_and_accuracies_rise() -> None:
    curves = Curves(5, SCHEDULE.steps, has_validation=True)
    first, last = curves.at_checkpoint(1), curves.at_checkpoint(SCHEDULE.steps)
    for name in first:
        rises = name.endswith("accuracy")
        assert (last[name] > first[name]) is rises, name
        assert not rises or 0 <= first[name] < last[name] <= 1


def test_the_same_seed_has_the_same_results() -> None:
    def results(seed: int) -> str:
        return results_csv(SCHEDULE, Curves(seed, SCHEDULE.steps, has_validation=False))

    assert results(1) == results(1) != results(2)
    assert results(1).startswith("step,train_loss,train_mean_token_accuracy\n")


@pytest.mark.parametrize("seed", range(20))
def test_no_more_steps_are_told_than_anybody_reads(seed: int) -> None:
    chance = Random(seed)
    schedule = Schedule(chance.randint(1, 50), 1, chance.randint(1, 50_000))
    assert 1 <= len(schedule.recorded) <= 200
    assert schedule.recorded[-1] == schedule.checkpoints[-1] == schedule.steps


def listed(address: str) -> list[list[str]]:
    with plain(address) as client:
        ids = [upload(client) for _ in range(5)]
        pages = [client.get("/files?limit=2").json()]
        while pages[-1]["has_more"]:
            pages.append(client.get(f"/files?limit=2&after={pages[-1]['last_id']}").json())
        wrong = [client.get(f"/files?{query}").status_code for query in ("after=x", "limit=0")]
        assert wrong == [400, 400]
        return [ids[::-1], [file["id"] for page in pages for file in page["data"]]]


async def test_lists_come_in_pages_the_latest_first(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        first, second = await play(listed, address)
    assert first == second


def reinforces(address: str) -> list[tuple[int, str]]:
    with plain(address) as client:
        file, model = upload(client), "o4-mini-2025-04-16"
        grader = {
            "type": "string_check",
            "name": "a",
            "input": "a",
            "reference": "a",
            "operation": "eq",
        }
        told = []
        for config, validation in (({}, file), ({"grader": grader}, None)):
            method = {"type": "reinforcement", "reinforcement": config}
            body = {"model": model, "training_file": file, "method": method}
            answer = client.post("/fine_tuning/jobs", json={**body, "validation_file": validation})
            told.append((answer.status_code, answer.json()["error"]["param"]))
        return told


async def test_reinforcement_needs_a_grader_and_a_validation_file(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        assert await play(reinforces, address) == [(400, "method"), (400, "validation_file")]


async def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    head = (
        b"POST /openai/v1/files HTTP/1.1\r\nHost: x\r\napi-key: x\r\nContent-Length: 9999\r\n"
        b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc'
    )
    async with stage(tmp_path) as address:
        host, port = address.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(head)
        writer.write_eof()
        assert (await reader.read()).startswith(b"HTTP/1.1 400")
        writer.close()
        await writer.wait_closed()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def forgets(address: str) -> list[int]:
    dated = f"{address}/openai/fine_tuning/jobs"
    version = {"api-version": "2025-04-01-preview"}
    with plain(address) as client:
        id = order(client, upload(client)).json()["id"]
        until_over(client, id)
        return [
            client.delete(f"/fine_tuning/jobs/{id}").status_code,
            client.delete(f"{dated}/{id}", params=version).status_code,
            client.get(f"{dated}/{id}", params=version).status_code,
        ]


async def test_only_dated_azure_forgets_jobs(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        assert await play(forgets, address) == [404, 204, 404]


def test_judging_ends_when_the_service_does(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines())

    def stop(_: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        judge(JobFile("file-a", path, "training"), Settings(), stop)
