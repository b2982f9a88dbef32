"""A byte order mark is added where the service asks for one, and removed where it is found."""

from pathlib import Path

import pytest

from action_client import CAPABILITIES, EXAMPLE, action, actions, applied, resolved, titles
from stdio_client import StdioClient, serving

URI = "untitled:train.jsonl"
ADD, REMOVE = "Begin this file with a byte order mark", "Remove the byte order mark"
START = (0, 0)
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
TEXT = f"{EXAMPLE}\n{EXAMPLE}\n"


async def opened(
    client: StdioClient, text: str, uri: str = URI, encoding: str = "utf-16", **settings: object
) -> None:
    capabilities = {**CAPABILITIES, "general": {"positionEncodings": [encoding]}}
    options = {"settings": {"ignore": ["too-few-examples", "duplicate-example"], **settings}}
    await client.start(capabilities=capabilities, initializationOptions=options)
    client.open(uri, text)
    while (await client.summary(uri))["forecast"] is None:
        pass


async def test_a_mark_is_added_for_a_service_that_asks_for_one() -> None:
    async with serving() as client:
        await opened(client, TEXT)
        add = await action(client, URI, ADD, START)
        assert add["kind"] == "refactor.rewrite"
        assert applied(TEXT, await resolved(client, add)) == MARK + TEXT
        assert ADD not in titles(await actions(client, URI, (0, 2)))
        assert ADD not in titles(await actions(client, URI, START, triggerKind=2))


@pytest.mark.parametrize(("text", "profile"), [(MARK + TEXT, "azure"), (TEXT, "openai")])
async def test_no_mark_is_added_to_another_or_where_nobody_asks(text: str, profile: str) -> None:
    async with serving() as client:
        await opened(client, text, profile=profile)
        assert ADD not in titles(await actions(client, URI, START))


async def test_no_mark_is_added_to_one_that_the_editor_does_not_show(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(MARK + TEXT, "utf-8")
    async with serving() as client:
        await opened(client, TEXT, file.as_uri())
        add = await action(client, file.as_uri(), ADD, START)
        assert "edit" not in await client.request("codeAction/resolve", add)
        told = await client.wait(lambda each: each.get("method") == "window/showMessage")
        assert "begins with its mark already" in told["params"]["message"]


async def test_what_cannot_be_done_is_not_told_of_before_it_is_chosen(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(MARK + TEXT, "utf-8")
    async with serving() as client:
        await client.start()  # such a client is given each action with its edit
        client.open(file.as_uri(), TEXT)
        await client.published(file.as_uri(), 1)
        assert ADD not in titles(await actions(client, file.as_uri(), START))
        await client.request("shutdown")
        assert "window/showMessage" not in {each.get("method") for each in client.received}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_a_mark_that_is_part_of_the_text_is_removed(encoding: str) -> None:
    text = MARK + TEXT
    async with serving() as client:
        await opened(client, text, encoding=encoding, profile="openai")
        remove = await action(client, URI, REMOVE, START)
        (change,) = (await resolved(client, remove))["documentChanges"]
        (edit,) = change["edits"]
        width = len(MARK.encode()) if encoding == "utf-8" else 1
        assert edit["range"]["end"] == {"line": 0, "character": width}
        assert edit["newText"] == ""
