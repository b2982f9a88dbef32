"""Before a submission: the endpoint, what there is to choose from, and the plan."""

import asyncio
import json
from pathlib import Path

import pytest

from held_rehearsal import Held
from submission.stage import MODEL, chat, write
from submitting_client import KEY, progress, submitting

pytestmark = pytest.mark.usefixtures("nothing_known")


async def test_an_endpoint_is_told_with_whether_there_is_a_key_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://cats.openai.azure.com")
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    async with submitting() as editor:
        named = await editor.request("endpoint/environment")
        assert named["endpoint"] == "https://cats.openai.azure.com/openai/v1"
        assert (named["host"], named["api"]) == ("cats.openai.azure.com", "azure")
        assert named["hasKey"]
        assert await editor.request("endpoint", endpoint=named["endpoint"]) == named
        other = await editor.request("endpoint", endpoint="https://dogs.openai.azure.com")
        assert not other["hasKey"]
        dated = "https://cats.openai.azure.com?api-version=2025-04-01-preview"
        dated = (await editor.request("endpoint", endpoint=dated))["endpoint"]
        assert (await editor.request("endpoint", endpoint=dated))["api"] == "azure-dated"


async def test_what_is_no_endpoint_is_refused_in_words() -> None:
    async with submitting() as editor:
        error = await editor.refused("endpoint", endpoint="http://cats.example.org")
        assert error["message"] == "Keys and data go to cats.example.org over https only."
        assert await editor.request("endpoint/environment") is None


async def test_the_choices_fit_the_file(training: Path, address: str) -> None:
    config = training.parent / "tunelint.toml"
    config.write_text(f'model = "{MODEL}"\n[validation-files]\n"train.jsonl" = "valid.jsonl"\n')
    async with submitting() as editor:
        uri = training.as_uri()
        choices = await editor.request("submission/choices", training=uri, endpoint=address)
        assert (choices["method"], choices["examples"]) == ("supervised", 12)
        assert {choices[name] for name in ("hasImages", "refused", "needsGrader")} == {False}
        assert choices["model"] == MODEL
        assert choices["validation"] == (training.parent / "valid.jsonl").as_uri()
        assert choices["models"][0] == {"id": "gpt-4o-2024-08-06", "fits": True, "notes": []}
        assert choices["models"][-1]["notes"]
        epochs, *_ = choices["hyperparameters"]
        assert (epochs["name"], epochs["label"]) == ("n_epochs", "Epochs")
        assert epochs["takes"] == "a whole number from 1 to 50"
        assert "beta" not in [each["name"] for each in choices["hyperparameters"]]
        assert choices["trainingTypes"][1] == {"id": "GlobalStandard", "label": "Global Standard"}


async def test_the_choices_follow_what_is_open(training: Path, address: str) -> None:
    async with submitting() as editor:
        uri = training.as_uri()
        editor.client.open(uri, json.dumps(chat("Hello", role="usr")) + "\n")
        await editor.client.published(uri, 1)
        choices = await editor.request("submission/choices", training=uri, endpoint=address)
        assert (choices["examples"], choices["refused"]) == (1, True)


async def test_openai_has_no_training_types(training: Path) -> None:
    async with submitting() as editor:
        endpoint, uri = "https://api.openai.com/v1", training.as_uri()
        choices = await editor.request("submission/choices", training=uri, endpoint=endpoint)
        assert choices["trainingTypes"] == []


async def test_a_file_that_would_be_rejected_is_refused_with_the_reasons(
    tmp_path: Path, address: str, rehearsal: Held
) -> None:
    rows = [chat(f"Hello {number}") for number in range(11)]
    training = write(tmp_path / "bad.jsonl", [*rows, chat("Hello", role="usr")])
    async with submitting() as editor:
        plan = await editor.plan(training, address)
        assert plan["isRefused"]
        reason = plan["reasons"][0]
        assert (reason["uri"], reason["line"]) == (training.as_uri(), 11)
        assert (reason["code"], reason["character"]) == ("unknown-role", 23)
        error = await editor.refused("submission/submit", plan=plan["plan"])
        assert error["message"] == "Files that the service would reject are not sent."
    assert rehearsal.sent == []


async def test_what_can_not_be_asked_for_is_refused_in_words(training: Path, address: str) -> None:
    wish = {"training": training.as_uri(), "endpoint": address, "model": MODEL}
    async with submitting() as editor:
        for odd, words in (
            ({"suffix": "x" * 65}, "The suffix has 65 characters; it takes 64."),
            ({"hyperparameters": {"n_epochs": 0}}, "n_epochs is 0; it takes a whole number"),
            ({"training": "untitled:Untitled-1"}, "Only files on the disk can be submitted"),
            ({"training": (training.parent / "no.jsonl").as_uri()}, "No such file or directory"),
        ):
            error = await editor.refused("submission/plan", wish={**wish, **odd})
            assert words in error["message"]
        error = await editor.refused("submission/submit", plan="of yesterday")
        assert error["message"].startswith("This plan is not known any more")


async def test_the_settings_of_the_editor_hold_for_the_plan(tmp_path: Path, address: str) -> None:
    rows = [chat(f"Hello {number}") for number in range(11)]
    training = write(tmp_path / "odd.jsonl", [*rows, chat("Hello", role="usr")])
    async with submitting(ignore=["unknown-role"]) as editor:
        assert not (await editor.plan(training, address))["isRefused"]


async def test_image_urls_are_checked_where_that_is_wanted(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    image = {"type": "image_url", "image_url": {"url": "http://127.0.0.1/cat.png"}}
    rows = [chat(f"Hello {number}") for number in range(12)]
    rows[0]["messages"][0]["content"] = [{"type": "text", "text": "Who is this?"}, image]
    training = write(tmp_path / "images.jsonl", rows)
    wish = {"training": training.as_uri(), "endpoint": address, "model": MODEL}
    async with submitting() as editor:
        unchecked = await editor.request("submission/plan", wish=wish, checkUrls=False)
        assert unchecked["linked"] == 1
        assert "It fetches 1 image by URL, which were not checked." in unchecked["sentences"]
        checked = await editor.request(
            "submission/plan", wish=wish, checkUrls=True, workDoneToken="t"
        )
        assert "11 of 12 examples trained on" in checked["sentences"][0]
        messages = [step.get("message") for step in progress(editor, "t")]
        assert "Fetching images: 1 of 1" in messages


async def test_a_check_that_is_cancelled_ends(training: Path, address: str) -> None:
    write(training, [chat(f"Hello {number}") for number in range(100_000)])
    wish = {"training": training.as_uri(), "endpoint": address, "model": MODEL}
    async with submitting() as editor:
        request = editor.begin("submission/plan", wish=wish, workDoneToken="t")
        await editor.client.wait(lambda each: each.get("method") == "$/progress")
        editor.cancel(request)
        assert (await editor.answer(request))["error"]["code"] == -32800
        assert await editor.client.end() == 0


async def test_typing_goes_on_while_a_file_is_checked_and_sent(
    tmp_path: Path, address: str
) -> None:
    training = write(
        tmp_path / "large.jsonl", [chat(f"Hello {number}") for number in range(50_000)]
    )
    async with submitting() as editor:
        uri = (tmp_path / "other.jsonl").as_uri()
        editor.client.open(uri, json.dumps(chat("Hello")) + "\n")
        await editor.client.published(uri, 1)
        wish = {"training": training.as_uri(), "endpoint": address, "model": MODEL}
        request = editor.begin("submission/plan", wish=wish, workDoneToken="t")
        await editor.client.wait(lambda each: each.get("method") == "$/progress")
        loop, longest = asyncio.get_running_loop(), 0.0
        for version in range(2, 42):
            begun = loop.time()
            editor.client.change(uri, version, {"text": json.dumps(chat(f"Hi {version}")) + "\n"})
            await editor.client.published(uri, version)
            longest = max(longest, loop.time() - begun)
        assert "error" not in await editor.answer(request)
        assert longest < 0.25
