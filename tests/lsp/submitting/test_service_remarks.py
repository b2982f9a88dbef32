"""What the service says of lines is shown with them."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from service.stand_in import StandIn
from stdio_client import Message, insertion, replacement
from submission.stage import chat, write
from submitting_client import Submitter, submitting

SAID = "service-said"

pytestmark = pytest.mark.usefixtures("nothing_known")


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


async def said(editor: Submitter, uri: str, version: int | None) -> list[Message]:
    """The remarks of the service that are published next."""
    published = await editor.client.published(uri, version)
    return [each for each in published if each["code"] == SAID]


def row(diagnostic: Message) -> int:
    return diagnostic["range"]["start"]["line"]  # type: ignore[no-any-return]
