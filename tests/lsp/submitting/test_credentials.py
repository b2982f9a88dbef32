"""Credentials: asked for in the course of a command, and never kept or told."""

import json
from pathlib import Path
from typing import Any

import pytest

from submitting_client import KEY, errors, give_key, submitting
from tunelint.rehearsal import Rehearsal

pytestmark = pytest.mark.usefixtures("nothing_known")


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


def holding_key(folder: Path) -> list[Path]:
    """The files that the key stands in."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if KEY.encode() in file.read_bytes()]
