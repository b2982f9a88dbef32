"""What goes wrong on demand."""

import json
from pathlib import Path
from random import Random

import httpx
import pytest

from rehearsal.stage import MODEL, Clock, Sleeps, lines, plain, play, stage
from tunelint.rehearsal import FaultError
from tunelint.rehearsal.faults import HEADER, Faults
from tunelint.rehearsal.operations import NAMES
from tunelint.rehearsal.rehearsal import CONTROL


def upload(client: httpx.Client) -> str:
    answer = client.post("/files", data={"purpose": "fine-tune"}, files={"file": lines()})
    id = str(answer.raise_for_status().json()["id"])
    while client.get(f"/files/{id}").json()["status"] != "processed":
        pass
    return id


def order(client: httpx.Client, training: str, **fields: str) -> httpx.Response:
    body = {"model": MODEL, "training_file": training}
    return client.post("/fine_tuning/jobs", json=body, headers=fields)


def until_over(client: httpx.Client, id: str) -> dict[str, object]:
    while True:
        job: dict[str, object] = client.get(f"/fine_tuning/jobs/{id}").json()
        if job["finished_at"] is not None:
            return job


def test_a_fault_is_spelled_as_it_is_read() -> None:
    faults = Faults(NAMES, Random(1))
    spelled = ["429@create-file*2", "drop", "503@list-events%20"]
    faults.set(spelled)
    assert [str(fault) for fault in faults] == spelled


@pytest.mark.parametrize("text", ["", "200", "nothing", "429@moon", "429*", "drop@create-file*x"])
def test_what_is_no_fault_is_refused(text: str) -> None:
    with pytest.raises(FaultError):
        Faults(NAMES, Random(1)).set([text])


def test_a_share_of_the_requests_fails_the_same_ones_for_the_same_seed() -> None:
    def drawn() -> list[bool]:
        faults = Faults(NAMES, Random(3))
        faults.set(["503%20"])
        return [bool(faults.draw("get-job", "")) for _ in range(100)]

    assert drawn() == drawn()
    assert 10 < sum(drawn()) < 30


def answers(address: str) -> list[httpx.Response]:
    with plain(address) as client:
        return [client.get("/files") for _ in range(3)]


async def test_a_status_comes_as_often_as_it_was_asked_for(tmp_path: Path) -> None:
    async with stage(tmp_path, faults=["429@list-files*2", "500@get-file"]) as address:
        first, second, third = await play(answers, address)
    assert [first.status_code, second.status_code, third.status_code] == [429, 429, 200]
    assert (first.headers["retry-after"], first.headers["retry-after-ms"]) == ("1", "250")
    assert first.json()["error"]["code"] == "tooManyRequests"
    assert "retry-after" not in third.headers


def asks_for_its_own(address: str) -> tuple[int, int]:
    with plain(address) as client:
        return (
            client.get("/files", headers={HEADER: "503"}).status_code,
            client.get("/files", headers={HEADER: "nonsense"}).status_code,
        )


async def test_a_request_asks_for_its_own_fault(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        assert await play(asks_for_its_own, address) == (503, 400)


def controls(address: str) -> list[object]:
    with plain(address) as client:
        client.post(address + CONTROL, json={"faults": ["503@list-files*1", "500@get-job"]})
        client.get("/files")
        told = client.get(address + CONTROL).json()
        assert {"drop-answer", "expire"} <= told["kinds"].keys()
        left = told["faults"]
        none = client.post(address + CONTROL, json={"faults": []}).json()["faults"]
        wrong = client.post(address + CONTROL, json={"faults": ["moon"]}).status_code
        return [left, none, wrong]


async def test_faults_are_set_while_it_runs(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        assert await play(controls, address) == [["500@get-job"], [], 400]


def drops(address: str) -> tuple[int, int]:
    with plain(address) as client:
        training = upload(client)
        for kind in ("drop", "drop-answer"):
            with pytest.raises(httpx.RemoteProtocolError):
                order(client, training, **{HEADER: kind})
        big = {"file": b"x" * (8 << 20)}
        with pytest.raises(httpx.TransportError):
            client.post("/files", files=big, headers={HEADER: "drop"})
        jobs = client.get("/fine_tuning/jobs").json()["data"]
        return len(jobs), len(client.get("/files").json()["data"])


async def test_a_dropped_answer_was_carried_out_and_a_dropped_request_not(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        assert await play(drops, address) == (1, 1)


def slow(address: str) -> bool:
    with plain(address) as client:
        training = upload(client)
        answer = client.get(f"/files/{training}/content", headers={HEADER: "slow"})
        return answer.content == lines()


async def test_a_slow_answer_comes_in_pieces_and_is_whole(tmp_path: Path) -> None:
    sleeps = Sleeps()
    async with stage(tmp_path, sleep=sleeps) as address:
        assert await play(slow, address)
    assert len(sleeps.lengths) >= 8


def expires(address: str, clock: Clock) -> list[tuple[int, str]]:
    start = {
        "filename": "a.jsonl",
        "purpose": "fine-tune",
        "bytes": 9,
        "mime_type": "application/jsonl",
    }
    told = []
    with plain(address) as client:
        for fault, hours in (("expire", 0), ("", 1)):
            id = client.post("/uploads", json=start).json()["id"]
            clock.now += hours * 3600
            answer = client.post(
                f"/uploads/{id}/parts", files={"data": b"a"}, headers={HEADER: fault}
            )
            told.append((answer.status_code, answer.json()["error"]["message"].split()[-1]))
    return told


async def test_uploads_expire_on_demand_and_after_an_hour(tmp_path: Path) -> None:
    clock = Clock()
    async with stage(tmp_path, clock) as address:
        assert await play(expires, address, clock) == [(409, "expired."), (409, "expired.")]


def fails(address: str) -> dict[str, object]:
    with plain(address) as client:
        id = order(client, upload(client), **{HEADER: "fail"}).json()["id"]
        return until_over(client, id)


async def test_a_job_fails_after_its_files_were_validated(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        job = await play(fails, address)
    assert job["status"] == "failed"
    assert "failed RAI checks for harm types" in json.dumps(job["error"])


def disturbed(address: str) -> tuple[list[str], list[str], list[str]]:
    with plain(address) as client:
        id = order(client, upload(client)).json()["id"]
        until_over(client, id)
        path = f"/fine_tuning/jobs/{id}/events?limit=100"
        sound, shuffled, repeated = (
            [event["id"] for event in client.get(path, headers={HEADER: fault}).json()["data"]]
            for fault in ("", "shuffle", "repeat")
        )
        return sound, shuffled, repeated


async def test_events_are_told_out_of_order_or_twice(tmp_path: Path) -> None:
    async with stage(tmp_path) as address:
        sound, shuffled, repeated = await play(disturbed, address)
    assert shuffled != sound
    assert sorted(shuffled) == sorted(sound)
    assert repeated[: len(sound)] == sound
    assert repeated[len(sound) :] == sound[:2]
