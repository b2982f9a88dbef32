"""Jobs in the editor: followed to their ends, looked at, steered, and what is said of lines."""

import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from held_rehearsal import Held
from service.stand_in import StandIn
from stdio_client import Message, insertion, replacement
from submission.stage import chat, write
from submitting_client import KEY, Submitter, errors, give_key, submitting
from tunelint.rehearsal import Rehearsal, serving

FAST, SLOW = 50.0, 2.0
SAID = "service-said"

pytestmark = pytest.mark.usefixtures("nothing_known")


@pytest.fixture
def speed() -> float:
    return FAST


@pytest.fixture
def rehearsal(tmp_path: Path, speed: float) -> Rehearsal:
    return Rehearsal(tmp_path / "service", speed=speed, chance=Random(7))


@pytest.fixture
async def address(rehearsal: Rehearsal) -> AsyncIterator[str]:
    async with serving(rehearsal) as address:
        yield address


async def test_a_job_is_followed_to_its_end(training: Path, address: str) -> None:
    validation = (training.parent / "valid.jsonl").as_uri()
    async with submitting() as editor:
        job = await editor.submit(training, address, validation=validation)
        end = await editor.end_of_job()
        assert (end["job"]["id"], end["job"]["status"]) == (job["id"], "succeeded")
        assert end["job"]["tunedModel"].endswith("-rehearsal")
        listed = await editor.request("jobs/list")
        assert listed == [end["job"]]
        told = [each["params"] for each in editor.client.received if is_change(each)]
        messages = [event["message"] for each in told for event in each["events"]]
        assert "The job has successfully completed" in messages
        assert len({event["id"] for each in told for event in each["events"]}) == len(messages)
        assert [each["hasJustEnded"] for each in told].count(True) == 1


async def test_the_details_of_a_job_are_its_events_and_curves(training: Path, address: str) -> None:
    validation = (training.parent / "valid.jsonl").as_uri()
    async with submitting() as editor:
        job = await editor.submit(training, address, validation=validation)
        await editor.end_of_job()
        details = await editor.request("jobs/details", id=job["id"])
        assert details["job"]["status"] == "succeeded"
        assert details["events"][-1]["message"] == "The job has successfully completed"
        curve = details["series"]["trainLoss"]
        assert [step for step, _ in curve] == [*range(1, len(curve) + 1)]
        assert details["series"].keys() == {
            *("trainLoss", "trainAccuracy", "validLoss", "validAccuracy"),
            *("fullValidLoss", "fullValidAccuracy"),
        }
        (best,) = [each for each in details["checkpoints"] if each["isBest"]]
        assert details["bestStep"] == best["step"]
        (results,) = await editor.request("jobs/results", id=job["id"])
        assert results["text"].startswith("step,train_loss")


@pytest.mark.parametrize("speed", [SLOW])
async def test_a_job_is_followed_after_the_server_was_started_anew(
    training: Path, address: str
) -> None:
    async with submitting() as editor:
        job = await editor.submit(training, address)
        first = (await editor.told(lambda told: bool(told["events"])))["events"]
        assert await editor.client.end() == 0
    async with submitting() as editor:
        (listed,) = await editor.request("jobs/list")
        assert (listed["id"], listed["hasEnded"], listed["trouble"]) == (job["id"], False, None)
        assert editor.asked == []
        await editor.request("jobs/follow")
        await editor.request("jobs/follow")
        assert (await editor.end_of_job())["job"]["status"] == "succeeded"
        told = [each["params"] for each in editor.client.received if is_change(each)]
        again = {event["id"] for each in told for event in each["events"]}
        assert again.isdisjoint(event["id"] for event in first[:-1])


@pytest.mark.parametrize("speed", [SLOW])
async def test_a_job_is_steered(training: Path, address: str) -> None:
    async with submitting() as editor:
        job = await editor.submit(training, address)
        steered = await editor.request("jobs/steer", id=job["id"], act="cancel")
        assert steered["status"] == "cancelled"
        end = (await editor.end_of_job())["job"]
        assert (end["hasEnded"], end["hasSucceeded"]) == (True, False)


async def test_a_job_is_forgotten(training: Path, address: str) -> None:
    async with submitting() as editor:
        job = await editor.submit(training, address)
        await editor.request("jobs/forget", id=job["id"])
        assert await editor.request("jobs/list") == []
        error = await editor.refused("jobs/details", id=job["id"])
        assert error["message"] == "This job is not known here any more."


@pytest.mark.parametrize("speed", [SLOW])
async def test_a_job_that_is_forgotten_while_it_is_steered_is_not_told_of_any_more(
    training: Path, tmp_path: Path, speed: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    held = Held(tmp_path / "service", path="/cancel", speed=speed)
    async with serving(held) as address, submitting() as editor:
        job = await editor.submit(training, address)
        held.may_go.clear()
        steering = editor.begin("jobs/steer", id=job["id"], act="cancel")
        await editor.request("jobs/follow")
        await held.is_sent.wait()
        await editor.request("jobs/forget", id=job["id"])
        told = len(editor.client.received)
        held.may_go.set()
        assert "not known here" in (await editor.answer(steering))["error"]["message"]
        assert await editor.request("jobs/list") == []
        assert await errors(editor) == ""
    assert not any(map(is_change, editor.client.received[told:]))


@pytest.mark.parametrize("speed", [SLOW])
async def test_a_record_that_somebody_removes_is_not_made_again(
    training: Path, address: str, tmp_path: Path
) -> None:
    async with submitting() as editor:
        await editor.submit(training, address)
        (record,) = (tmp_path / "state").rglob("jobs/*.json")
        record.unlink()
        await editor.told(lambda told: told["job"]["hasEnded"])
        assert await editor.request("jobs/list") == []
        assert await errors(editor) == ""
    assert not record.exists()


async def test_trouble_with_a_job_is_told_and_passes(training: Path, rehearsal: Rehearsal) -> None:
    async with submitting() as editor:
        async with serving(rehearsal) as address:
            await editor.submit(training, address)
            await editor.told(lambda told: bool(told["events"]))
        told = await editor.told(lambda told: told["job"]["trouble"] is not None)
        host = address.removeprefix("http://")
        assert host in told["job"]["trouble"]
        async with serving(rehearsal, int(address.rpartition(":")[2])):
            await editor.request("jobs/follow")
            end = await editor.end_of_job()
        assert (end["job"]["status"], end["job"]["trouble"]) == ("succeeded", None)


async def test_a_job_waits_for_a_credential(training: Path, address: str) -> None:
    async with submitting() as editor:
        await editor.submit(training, address)
        assert await editor.client.end() == 0
    async with submitting(lambda asked: None) as editor:
        await editor.request("jobs/follow")
        trouble = (await editor.told())["job"]["trouble"]
        assert trouble.startswith("There is no credential for Azure v1 at 127.0.0.1")


async def test_a_credential_is_asked_for_by_its_origin_and_never_written(
    training: Path, address: str, tmp_path: Path
) -> None:
    async with submitting() as editor:
        await editor.submit(training, address)
        await editor.end_of_job()
        assert {asked["origin"] for asked in editor.asked} == {address}
        assert not any(asked["denied"] for asked in editor.asked)
        assert editor.asked[0]["api"] == "azure"
        assert editor.asked[0]["scope"] == "https://cognitiveservices.azure.com/.default"
        assert KEY not in json.dumps(editor.client.received)
        assert KEY not in await errors(editor)
    assert any((tmp_path / "state").rglob("*.json"))
    assert holding_key(tmp_path / "state") == []


@pytest.mark.parametrize(
    "answer",
    [
        {"kind": "key", "value": [KEY]},
        {"kind": KEY, "value": KEY},
        {"kind": "key", "value": f"{KEY} {KEY}"},
        {"kind": "key", "value": f"{KEY}\nX-Other: {KEY}"},
        {"kind": "key", "value": {KEY: KEY}},
        {"kind": "key", KEY: KEY},
        {"kind": [KEY], "value": KEY},
        {"kind": "key", "value": "", "type_name": f"{KEY} {KEY}"},
        {KEY: KEY},
        [KEY],
        KEY,
        5,
        True,
        None,
    ],
)
async def test_no_answer_with_a_key_is_logged_or_kept(
    training: Path, address: str, tmp_path: Path, answer: Any
) -> None:
    async with submitting(lambda asked: answer) as editor:
        plan = await editor.plan(training, address)
        error = await editor.refused("submission/submit", plan=plan["plan"])
        assert KEY not in json.dumps(error)
        too_late = "tunelint-0"
        editor.client.send({"id": too_late, "result": answer})
        editor.client.send({"id": too_late, "error": {"message": KEY}})
        editor.client.write(json.dumps({"jsonrpc": KEY, "id": too_late, "result": KEY}).encode())
        for id in (5, None, [KEY], {"value": KEY}):
            editor.client.send({"id": id, "result": answer})
            editor.client.send({"id": id, "error": {"code": KEY, "message": KEY}})
        editor.client.send({"result": answer})
        editor.client.write(f'{{"jsonrpc": "2.0", "id": "tunelint-0", "result": "{KEY}'.encode())
        assert KEY not in await errors(editor)
        assert KEY not in json.dumps(editor.client.received)
    assert holding_key(tmp_path / "state") == []


async def test_a_credential_that_is_denied_is_asked_for_again(
    training: Path, address: str, rehearsal: Rehearsal
) -> None:
    async with submitting() as editor:
        plan = await editor.plan(training, address)
        rehearsal.faults.set(["401@list-files*1"])
        done = await editor.request("submission/submit", plan=plan["plan"])
        assert done["isNew"]
        assert [asked["denied"] for asked in editor.asked].count(True) == 1


async def test_whoever_has_no_other_credential_is_told_that_it_was_denied(
    training: Path, address: str, rehearsal: Rehearsal
) -> None:
    rehearsal.faults.set(["401"])
    async with submitting(lambda asked: None if asked["denied"] else give_key(asked)) as editor:
        plan = await editor.plan(training, address)
        error = await editor.refused("submission/submit", plan=plan["plan"])
        assert "The API key for 127.0.0.1" in error["message"]
        assert [asked["denied"] for asked in editor.asked].count(True) == 1


async def test_the_rehearsal_in_the_server_needs_no_credential_and_outlasts_it(
    training: Path,
) -> None:
    async with submitting() as editor:
        place = await editor.request("rehearsal")
        assert place["hasKey"]
        assert place["title"].startswith("Rehearsal at 127.0.0.1")
        job = await editor.submit(training, place["endpoint"])
        assert await editor.client.end() == 0
    async with submitting() as editor:
        await editor.request("jobs/steer", id=job["id"], act="cancel")
        await editor.request("jobs/follow")
        assert (await editor.end_of_job())["job"]["status"] == "cancelled"
        assert editor.asked == []
        assert await editor.request("rehearsal") == place


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A file that the service rejects for its third line, which somebody ignores here."""
    (tmp_path / "tunelint.toml").write_text('ignore = ["unknown-role"]\n')
    rows = [chat(f"Hello {number}") for number in range(12)]
    rows[2] = chat("Hello", role="usr")
    return write(tmp_path / "train.jsonl", rows)


async def test_what_the_service_says_of_a_line_stays_with_it(doubtful: Path, address: str) -> None:
    uri = doubtful.as_uri()
    async with submitting() as editor:
        editor.client.open(uri, doubtful.read_text())
        assert await said(editor, uri, 1) == []
        await editor.submit(doubtful, address)
        (remark,) = await said(editor, uri, 1)
        assert (remark["source"], remark["severity"]) == ("tunelint", 1)
        assert "codeDescription" not in remark
        assert remark["message"].startswith("The service says: Example 3")
        assert row(remark) == 2
        editor.client.change(uri, 2, insertion(0, 0, json.dumps(chat("First")) + "\n"))
        assert [*map(row, await said(editor, uri, 2))] == [3]
        editor.client.change(uri, 3, replacement((3, 24), (3, 27), "user"))
        assert await said(editor, uri, 3) == []
        editor.client.change(uri, 4, replacement((3, 24), (3, 28), "usr"))
        assert [*map(row, await said(editor, uri, 4))] == [3]


async def test_what_the_service_says_outlasts_the_server_and_the_document(
    doubtful: Path, address: str
) -> None:
    uri = doubtful.as_uri()
    async with submitting() as editor:
        await editor.submit(doubtful, address)
        assert [*map(row, await said(editor, uri, None))] == [2]
        await editor.end_of_job()
        assert await editor.client.end() == 0
    text = json.dumps(chat("First")) + "\n" + doubtful.read_text()
    doubtful.write_text(text)
    async with submitting() as editor:
        await editor.request("jobs/list")
        assert [*map(row, await said(editor, uri, None))] == [3]
        editor.client.open(uri, json.dumps(chat("Second")) + "\n" + text)
        while [*map(row, await said(editor, uri, 1))] != [4]:
            pass  # it was published before its lines were found
        (job,) = await editor.request("jobs/list")
        assert job["error"]
        await editor.request("jobs/forget", id=job["id"])
        assert await said(editor, uri, 1) == []


class Picky(StandIn):
    """A service that can't process any file, for its second line."""

    def _new_file(self, name: str, size: int) -> dict[str, Any]:
        details = "Invalid file format. Example 2, message 1 is too picky for words."
        file = super()._new_file(name, size)
        file["status_details"] = details
        return file


async def test_what_is_said_of_a_file_that_no_job_can_be_made_of_is_shown(training: Path) -> None:
    picky = Picky(time.time, file_statuses=["error"])
    async with picky.serving() as service, submitting() as editor:
        plan = await editor.plan(training, service.url)
        error = await editor.refused("submission/submit", plan=plan["plan"])
        assert "Example 2, message 1" in error["message"]
        assert error["data"] == {"remarks": True}
        assert [*map(row, await said(editor, training.as_uri(), None))] == [1]
        assert await editor.request("jobs/list") == []


def holding_key(folder: Path) -> list[Path]:
    """The files that the key stands in."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if KEY.encode() in file.read_bytes()]


def is_change(message: Message) -> bool:
    return message.get("method") == "tunelint/jobs/changed"


async def said(editor: Submitter, uri: str, version: int | None) -> list[Message]:
    """The remarks of the service that are published next."""
    published = await editor.client.published(uri, version)
    return [each for each in published if each["code"] == SAID]


def row(diagnostic: Message) -> int:
    return diagnostic["range"]["start"]["line"]  # type: ignore[no-any-return]
