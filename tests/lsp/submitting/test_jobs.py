"""Jobs in the editor: followed to their ends, looked at, steered and forgotten."""

from pathlib import Path

import pytest

from held_rehearsal import Held
from stdio_client import Message
from submitting_client import KEY, errors, submitting
from tunelint.rehearsal import Rehearsal, serving

SLOW = 2.0

pytestmark = pytest.mark.usefixtures("nothing_known")


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


def is_change(message: Message) -> bool:
    return message.get("method") == "tunelint/jobs/changed"
