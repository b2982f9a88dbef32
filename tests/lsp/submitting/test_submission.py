"""Submission in the editor: the way from a plan to one job."""

import asyncio
import json
from pathlib import Path

import pytest

from held_rehearsal import Held
from submission.stage import MODEL, chat, write
from submitting_client import errors, progress, submitting
from tunelint.rehearsal.ports import free_port

pytestmark = pytest.mark.usefixtures("nothing_known")


async def test_a_file_becomes_a_job(training: Path, address: str, rehearsal: Held) -> None:
    validation = (training.parent / "valid.jsonl").as_uri()
    async with submitting() as editor:
        plan = await editor.plan(training, address, validation=validation, suffix="cats")
        assert not plan["isRefused"]
        assert plan["sentences"][0].endswith("12 of 12 examples trained on.")
        assert "less than $0.01" in plan["cost"]
        assert '"suffix": "cats"' in plan["request"]
        assert not (training.parent / "state").exists()
        done = await editor.request("submission/submit", plan=plan["plan"], workDoneToken="t")
        assert done["isNew"]
        job = done["job"]
        assert (job["fileName"], job["validationName"]) == ("train.jsonl", "valid.jsonl")
        assert (job["model"], job["suffix"], job["method"]) == (MODEL, "cats", "supervised")
        again = await editor.request("submission/submit", plan=plan["plan"])
        assert (again["job"]["id"], again["isNew"]) == (job["id"], False)
    assert len(rehearsal.sent) == 2
    (made,) = rehearsal.jobs.kept
    assert made.order.metadata["tunelint_intent"] in plan["request"]
    steps = progress(editor, "t")
    assert (steps[0]["kind"], steps[-1]["kind"]) == ("begin", "end")
    assert "Ordering the job" in [step.get("message") for step in steps]
    percentages = [step["percentage"] for step in steps if "percentage" in step]
    assert percentages == sorted(percentages)
    assert percentages[-1] == 100


async def test_a_file_that_was_changed_behind_the_plan_is_not_submitted(
    training: Path, address: str, rehearsal: Held
) -> None:
    async with submitting() as editor:
        plan = await editor.plan(training, address)
        write(training, [chat(f"Other {number}") for number in range(12)])
        error = await editor.refused("submission/submit", plan=plan["plan"])
        assert "was changed after it was checked" in error["message"]
    assert rehearsal.sent == []


@pytest.mark.parametrize("by_progress", [False, True])
async def test_a_submission_that_is_cancelled_goes_on_later_and_sends_nothing_twice(
    training: Path, address: str, rehearsal: Held, by_progress: bool
) -> None:
    async with submitting() as editor:
        plan = await editor.plan(training, address)
        rehearsal.may_go.clear()
        request = editor.begin("submission/submit", plan=plan["plan"], workDoneToken="t")
        answer = asyncio.create_task(editor.answer(request))
        await rehearsal.is_sent.wait()
        if by_progress:
            editor.client.notify("window/workDoneProgress/cancel", {"token": "t"})
        else:
            editor.cancel(request)
        assert (await answer)["error"]["code"] == -32800
        rehearsal.may_go.set()
        done = await editor.request("submission/submit", plan=plan["plan"])
        assert done["isNew"]
    assert len(rehearsal.sent) == 1


async def test_the_same_plan_that_is_submitted_twice_at_once_is_one_job(
    training: Path, address: str, rehearsal: Held
) -> None:
    async with submitting() as editor:
        plan = await editor.plan(training, address)
        rehearsal.may_go.clear()
        first = editor.begin("submission/submit", plan=plan["plan"])
        second = editor.begin("submission/submit", plan=plan["plan"], workDoneToken="second")
        await editor.client.wait(lambda each: "submitted already" in json.dumps(each))
        rehearsal.may_go.set()
        done = [(await editor.answer(id))["result"] for id in (first, second)]
        assert sorted(each["isNew"] for each in done) == [False, True]
        assert await errors(editor) == ""
    assert len(rehearsal.sent) == len([*rehearsal.jobs.kept]) == 1


@pytest.mark.parametrize("is_killed", [False, True])
async def test_a_server_that_ends_while_it_sends_leaves_no_lock_and_no_job(
    training: Path, address: str, rehearsal: Held, is_killed: bool
) -> None:
    async with submitting() as editor:
        plan = await editor.plan(training, address)
        rehearsal.may_go.clear()
        request = editor.begin("submission/submit", plan=plan["plan"])
        answer = asyncio.create_task(editor.answer(request))
        await rehearsal.is_sent.wait()
        answer.cancel()
        await asyncio.wait([answer])
        if is_killed:
            editor.client.process.kill()
        else:
            said = await errors(editor)
            assert said in ("", "WARNING tunelint.lsp.protocol: the client is gone\n")
    rehearsal.may_go.set()
    async with submitting() as editor:
        assert await editor.request("jobs/list") == []
        await editor.submit(training, address)
    assert len(rehearsal.sent) == len([*rehearsal.jobs.kept]) == 1


async def test_an_untrusted_workspace_sends_nothing(training: Path, address: str) -> None:
    async with submitting(trusted=False) as editor:
        for method in ("rehearsal", "submission/choices", "submission/plan", "jobs/follow"):
            error = await editor.refused(method, training=training.as_uri(), endpoint=address)
            assert error["message"] == "Nothing is sent from here: the workspace is not trusted."
        assert await editor.request("jobs/list") == []


async def test_a_service_that_is_not_there_is_told_in_words(training: Path) -> None:
    port = free_port()
    async with submitting() as editor:
        plan = await editor.plan(training, f"http://127.0.0.1:{port}")
        error = await editor.refused("submission/submit", plan=plan["plan"])
        assert error["message"] == f"No connection to 127.0.0.1:{port} could be made."
