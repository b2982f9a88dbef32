"""Documents follow the configuration on the disk, below what the client says."""

from pathlib import Path
from typing import Any

import pytest

from stdio_client import PUBLISH, StdioClient, serving

GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}\n'
BAD = GOOD.replace('"user"', '"usr"')
BOTH = ["too-few-examples", "unknown-role"]
WATCHED = "workspace/didChangeWatchedFiles"
CAPABILITIES = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "tunelint.toml"
    path.write_text('ignore = ["too-few-examples"]\n', encoding="utf-8")
    return path


def uri_beside(config: Path) -> str:
    return (config.parent / "train set.jsonl").as_uri()


def write(client: StdioClient, path: Path, text: str) -> None:
    """Write a file, and tell of it as an editor does."""
    path.write_text(text, encoding="utf-8")
    client.notify(WATCHED, {"changes": [{"uri": path.as_uri(), "type": 2}]})


async def found(client: StdioClient, uri: str) -> list[str]:
    return [diagnostic["code"] for diagnostic in await client.published(uri, 1)]


async def test_a_document_follows_its_configuration_and_is_published_once(config: Path) -> None:
    uri = uri_beside(config)
    async with serving() as client:
        await client.start()
        client.open(uri, BAD)
        assert await found(client, uri) == ["unknown-role"]
        await client.end()
        methods = [message.get("method") for message in client.received]
        assert methods.count(PUBLISH) == 1


async def test_an_edit_before_the_settings_are_known_is_checked_under_them(config: Path) -> None:
    uri = uri_beside(config)
    async with serving() as client:
        await client.start()
        client.open(uri, GOOD)
        client.change(uri, 2, {"text": BAD})
        (diagnostic,) = await client.published(uri, 2)
        assert diagnostic["code"] == "unknown-role"


async def test_a_changed_configuration_is_followed(config: Path) -> None:
    uri = uri_beside(config)
    async with serving() as client:
        await client.start()
        client.open(uri, BAD)
        assert await found(client, uri) == ["unknown-role"]
        write(client, config, 'ignore = ["unknown-role"]')
        assert await found(client, uri) == ["too-few-examples"]
        config.unlink()
        client.notify(WATCHED, {"changes": [{"uri": config.as_uri(), "type": 3}]})
        assert await found(client, uri) == BOTH


async def test_a_change_that_concerns_no_document_publishes_nothing(config: Path) -> None:
    uri = uri_beside(config)
    async with serving() as client:
        await client.start()
        client.open(uri, BAD)
        await found(client, uri)
        write(client, config, '# note\nignore = ["too-few-examples"]')
        write(client, config, 'ignore = ["unknown-role"]')
        assert await found(client, uri) == ["too-few-examples"]
        methods = [message.get("method") for message in client.received]
        assert methods.count(PUBLISH) == 2


async def test_the_client_wins(config: Path) -> None:
    uri = uri_beside(config)
    config.write_text('profile = "openai"\nselect = ["unknown-role"]\n', encoding="utf-8")
    async with serving() as client:
        await client.start(initializationOptions={"settings": {"extendSelect": ["wrong-type"]}})
        client.open(uri, BAD)
        assert await found(client, uri) == ["unknown-role"]
        settings = {"tunelint": {"select": ["too-few-examples"], "thresholds": {}}}
        client.notify("workspace/didChangeConfiguration", {"settings": settings})
        assert await found(client, uri) == ["too-few-examples"]


async def test_a_broken_configuration_is_told_where_it_is_broken_until_it_is_mended(
    config: Path,
) -> None:
    uri = uri_beside(config)
    other = (config.parent / "other.jsonl").as_uri()
    config.write_text('# note\nignore = ["unknwon-role"]\n', encoding="utf-8")
    async with serving() as client:
        await client.start(initializationOptions={"settings": {"ignore": ["too-few-examples"]}})
        client.open(uri, BAD)
        client.open(other, BAD)
        (diagnostic,) = await client.published(config.as_uri(), None)
        assert diagnostic["range"]["start"] == {"line": 1, "character": 0}
        assert diagnostic["message"].startswith('There is no rule "unknwon-role".')
        assert await found(client, uri) == ["unknown-role"]
        assert await found(client, other) == ["unknown-role"]
        write(client, config, 'select = ["too-few-examples", "unknown-role"]')
        assert await client.published(config.as_uri(), None) == []
        client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        await client.published(uri, None)
        await client.end()
        told = [
            message
            for message in client.received
            if message.get("method") == PUBLISH and message["params"]["uri"] == config.as_uri()
        ]
        assert len(told) == 2


async def test_a_broken_configuration_is_no_matter_once_its_documents_are_closed(
    config: Path,
) -> None:
    uri = uri_beside(config)
    config.write_text("epochs = 0", encoding="utf-8")
    async with serving() as client:
        await client.start()
        client.open(uri, BAD)
        assert len(await client.published(config.as_uri(), None)) == 1
        client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        assert await client.published(config.as_uri(), None) == []


async def test_an_unknown_model_is_a_hint_where_it_is_configured(config: Path) -> None:
    config.write_text('epochs = 3\nmodel = "gpt-4o-2024-08-16"\n', encoding="utf-8")
    async with serving() as client:
        await client.start()
        client.open(uri_beside(config), BAD)
        client.open((config.parent / "other.jsonl").as_uri(), BAD)
        (diagnostic,) = await client.published(config.as_uri(), None)
        assert (diagnostic["severity"], diagnostic["range"]["start"]["line"]) == (4, 1)
        assert diagnostic["message"].endswith('Did you mean "gpt-4o-2024-08-06"?')
        write(client, config, 'model = "gpt-4o-2024-08-06"\n')
        assert await client.published(config.as_uri(), None) == []


async def test_a_missing_baseline_is_a_hint_where_it_is_configured(config: Path) -> None:
    config.write_text('epochs = 3\nbaseline = "known.json"\n', encoding="utf-8")
    async with serving() as client:
        await client.start()
        client.open(uri_beside(config), BAD)
        (diagnostic,) = await client.published(config.as_uri(), None)
        assert (diagnostic["severity"], diagnostic["range"]["start"]["line"]) == (4, 1)
        assert diagnostic["message"].startswith("There is no baseline known.json yet")
        write(client, config.parent / "known.json", '{"version": 1, "findings": {}}')
        assert await client.published(config.as_uri(), None) == []


async def test_of_an_unknown_model_that_the_client_names_no_file_is_to_blame(config: Path) -> None:
    config.write_text('model = "zzz"\nepochs = 0\n', encoding="utf-8")
    uri = uri_beside(config)
    async with serving() as client:
        await client.start(initializationOptions={"settings": {"model": "yyy"}})
        client.open(uri, BAD)
        assert len(await client.published(config.as_uri(), None)) == 1
        write(client, config, 'model = "zzz"\nignore = ["unknown-role"]\n')
        assert await client.published(config.as_uri(), None) == []


async def test_what_the_baseline_knows_is_not_told(config: Path) -> None:
    from tunelint.cli.main import main

    uri = uri_beside(config)
    (config.parent / "train set.jsonl").write_text(BAD, encoding="utf-8")
    async with serving() as client:
        await client.start()
        client.open(uri, BAD)
        assert await found(client, uri) == ["unknown-role"]
        assert main(["check", "--write-baseline", str(config.parent)]) == 0
        client.notify(WATCHED, {"changes": [{"uri": config.as_uri(), "type": 1}]})
        assert await found(client, uri) == []


async def test_without_a_configuration_the_folder_of_the_workspace_holds_the_baseline(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    uri = (tmp_path / "data" / "train.jsonl").as_uri()
    (tmp_path / "tunelint-baseline.json").write_text("[]", encoding="utf-8")
    async with serving() as client:
        folders = [{"uri": tmp_path.as_uri(), "name": "workspace"}]
        await client.start(workspaceFolders=folders)
        client.open(uri, BAD)
        baseline = (tmp_path / "tunelint-baseline.json").as_uri()
        assert len(await client.published(baseline, None)) == 1


async def test_a_folder_that_joins_the_workspace_brings_its_baseline_along(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    uri = (tmp_path / "data" / "train.jsonl").as_uri()
    (tmp_path / "tunelint-baseline.json").write_text("[]", encoding="utf-8")
    async with serving() as client:
        await client.start(workspaceFolders=[])
        client.open(uri, BAD)
        assert await found(client, uri) == BOTH
        added = [{"uri": tmp_path.as_uri(), "name": "workspace"}]
        event = {"event": {"added": added, "removed": []}}
        client.notify("workspace/didChangeWorkspaceFolders", event)
        baseline = (tmp_path / "tunelint-baseline.json").as_uri()
        assert len(await client.published(baseline, None)) == 1


async def test_the_client_is_asked_to_watch_what_settings_are_read_from(config: Path) -> None:
    config.write_text('baseline = "known.json"', encoding="utf-8")
    async with serving() as client:
        await client.start(capabilities=CAPABILITIES)
        assert await watched(client) == [
            "**/pyproject.toml",
            "**/tunelint-baseline.json",
            "**/tunelint.toml",
        ]
        client.open(uri_beside(config), BAD)
        assert await watched(client) == ["**/known.json"]


async def test_a_document_without_a_file_follows_the_client_alone() -> None:
    async with serving() as client:
        await client.start(initializationOptions={"settings": {"ignore": ["unknown-role"]}})
        client.open("untitled:Untitled-1", BAD)
        assert await found(client, "untitled:Untitled-1") == ["too-few-examples"]


async def watched(client: StdioClient) -> list[str]:
    request: dict[str, Any] = await client.wait(
        lambda message: message.get("method") == "client/registerCapability"
    )
    client.send({"id": request["id"], "result": None})
    (registration,) = request["params"]["registrations"]
    assert registration["method"] == WATCHED
    return [watcher["globPattern"] for watcher in registration["registerOptions"]["watchers"]]
