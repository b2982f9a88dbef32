"""Findings that are not to be told any more: the rule ignored, or the finding in the baseline."""

import json
from pathlib import Path

from action_client import EXAMPLE, SHOUTED, action, actions, titles
from stdio_client import Message, StdioClient, serving

PLACE = (0, SHOUTED.index('"USER"') + 2)
IGNORE = "Ignore unknown-role in this workspace"
ADD = "Add this finding to the baseline"
SETTINGS = {"settings": {"ignore": ["too-few-examples"]}}


async def opened(client: StdioClient, folder: Path, text: str = SHOUTED) -> str:
    """A dataset in a folder of the workspace, open and checked; returns its URI."""
    dataset = folder / "data" / "train.jsonl"
    dataset.parent.mkdir(exist_ok=True)
    dataset.write_text(text, "utf-8")
    folders = [{"uri": folder.as_uri(), "name": "work"}]
    await client.start(workspaceFolders=folders, initializationOptions=SETTINGS)
    client.open(dataset.as_uri(), text)
    assert await client.published(dataset.as_uri(), 1)
    return dataset.as_uri()


async def execute(client: StdioClient, offered: Message) -> None:
    command = offered["command"]
    params = {"command": command["command"], "arguments": command["arguments"]}
    await client.request("workspace/executeCommand", params)


async def test_a_rule_is_ignored_in_a_new_configuration_of_the_workspace(tmp_path: Path) -> None:
    async with serving() as client:
        uri = await opened(client, tmp_path)
        await execute(client, await action(client, uri, IGNORE, PLACE))
        assert await client.published(uri, 1) == []
    assert (tmp_path / "tunelint.toml").read_text("utf-8") == 'ignore = ["unknown-role"]\n'


async def test_a_rule_is_ignored_in_the_nearest_configuration(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    before = '[project]  # ours\nname = "x"\n\n[tool.tunelint]\nprofile = "openai"\n'
    project.write_text(before, "utf-8")
    async with serving() as client:
        uri = await opened(client, tmp_path)
        await execute(client, await action(client, uri, IGNORE, PLACE))
        assert await client.published(uri, 1) == []
    assert project.read_text("utf-8") == f'{before}ignore = ["unknown-role"]\n'
    assert not (tmp_path / "tunelint.toml").exists()


async def test_a_finding_is_put_into_the_baseline_and_others_stay(tmp_path: Path) -> None:
    text = f"{SHOUTED}\n{SHOUTED.replace('Hi', 'Ho')}\n"
    async with serving() as client:
        uri = await opened(client, tmp_path, text)
        await execute(client, await action(client, uri, ADD, PLACE))
        (left,) = await client.published(uri, 1)
        assert left["range"]["start"]["line"] == 1
    baseline = json.loads((tmp_path / "tunelint-baseline.json").read_text("utf-8"))
    assert [*baseline["findings"].values()] == [["unknown-role"]]


async def test_several_findings_are_put_into_the_baseline_at_once(tmp_path: Path) -> None:
    text = f"{SHOUTED}\n{SHOUTED.replace('Hi', 'Ho')}\n"
    async with serving() as client:
        uri = await opened(client, tmp_path, text)
        offered = await actions(client, uri, (0, 0), (2, 0))
        (add,) = (each for each in offered if each["title"].startswith("Add these 2 findings"))
        await execute(client, add)
        assert await client.published(uri, 1) == []


async def test_what_is_said_of_the_whole_file_is_not_for_the_baseline(tmp_path: Path) -> None:
    dataset = tmp_path / "train.jsonl"
    async with serving() as client:
        await client.start()
        client.open(dataset.as_uri(), EXAMPLE)
        await client.published(dataset.as_uri(), 1)
        offered = titles(await actions(client, dataset.as_uri(), (0, 0)))
    assert "Ignore too-few-examples in this workspace" in offered
    assert ADD not in offered


async def test_a_document_without_a_file_has_nowhere_to_write_it() -> None:
    async with serving() as client:
        await client.start()
        client.open("untitled:Untitled-1", SHOUTED)
        await client.published("untitled:Untitled-1", 1)
        offered = titles(await actions(client, "untitled:Untitled-1", PLACE))
    assert "Explain unknown-role" in offered
    assert not {IGNORE, ADD} & {*offered}


async def test_a_configuration_that_is_broken_is_left_alone(tmp_path: Path) -> None:
    broken = tmp_path / "tunelint.toml"
    broken.write_text("profile =\n", "utf-8")
    async with serving() as client:
        uri = await opened(client, tmp_path)
        await execute(client, await action(client, uri, IGNORE, PLACE))
        told = await client.wait(lambda message: message.get("method") == "window/showMessage")
        assert "tunelint.toml:1:" in told["params"]["message"]
    assert broken.read_text("utf-8") == "profile =\n"
