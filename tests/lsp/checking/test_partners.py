"""Training and validation files are compared in the editor, and again when either changes."""

from pathlib import Path
from time import monotonic

import pytest

from stdio_client import PUBLISH, StdioClient, replacement, serving
from tunelint.lsp.checking.partners import DELAY

LINE = '{"messages": [{"role": "user", "content": "%s"}, {"role": "assistant", "content": "Hi"}]}\n'
A, B, C, D = (LINE % name for name in "ABCD")
TRAIN, VALID = A + B, C + A
SELECT = 'select = ["split-overlap", "mixed-formats"]\n'
PAIR = 'validation-files = { "train.jsonl" = "valid.jsonl" }\n'
WATCHED = "workspace/didChangeWatchedFiles"


class Folder:
    """A training file, its validation file and the configuration, as they are on the disk."""

    def __init__(self, path: Path) -> None:
        self.train = path / "train.jsonl"
        self.valid = path / "valid.jsonl"
        self.config = path / "tunelint.toml"
        self.train.write_text(TRAIN, encoding="utf-8")
        self.valid.write_text(VALID, encoding="utf-8")
        self.config.write_text(SELECT + PAIR, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def write(client: StdioClient, path: Path, text: str) -> None:
    """Write a file, and tell of it as an editor does."""
    path.write_text(text, encoding="utf-8")
    client.notify(WATCHED, {"changes": [{"uri": path.as_uri(), "type": 2}]})


def close(client: StdioClient, path: Path) -> None:
    client.notify("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})


async def overlaps(
    client: StdioClient, path: Path, expected: dict[int, int], version: int = 1
) -> None:
    """Wait until a document is told to share these rows with those of the other file."""
    found = None
    while found != expected:
        found = {
            diagnostic["range"]["start"]["line"]: other["location"]["range"]["start"]["line"]
            for diagnostic in await client.published(path.as_uri(), version)
            for other in diagnostic["relatedInformation"]
        }


async def test_an_open_file_is_compared_with_the_one_on_the_disk(folder: Folder) -> None:
    async with serving() as client:
        await client.start()
        client.open(folder.train.as_uri(), TRAIN)
        assert await client.published(folder.train.as_uri(), 1) == []
        (diagnostic,) = await client.published(folder.train.as_uri(), 1)
        assert (diagnostic["code"], diagnostic["range"]["start"]["line"]) == ("split-overlap", 0)
        start = {"line": 1, "character": 0}
        assert diagnostic["relatedInformation"] == [
            {
                "location": {
                    "uri": folder.valid.as_uri(),
                    "range": {"start": start, "end": start},
                },
                "message": "It stands here, too.",
            }
        ]
        write(client, folder.valid, C + D + B)
        await overlaps(client, folder.train, {1: 2})
        write(client, folder.valid, C + D)
        await overlaps(client, folder.train, {})


async def test_both_files_are_compared_as_they_are_open(folder: Folder) -> None:
    async with serving() as client:
        await client.start()
        client.open(folder.valid.as_uri(), D)
        await overlaps(client, folder.valid, {})
        client.open(folder.train.as_uri(), TRAIN)
        await overlaps(client, folder.train, {})
        client.change(folder.valid.as_uri(), 2, replacement((0, 0), (1, 0), D + D + B))
        await overlaps(client, folder.valid, {2: 1}, version=2)
        await overlaps(client, folder.train, {1: 2})
        client.change(folder.train.as_uri(), 2, replacement((0, 0), (1, 0), ""))
        await overlaps(client, folder.train, {0: 2}, version=2)
        await overlaps(client, folder.valid, {2: 0}, version=2)


async def test_a_file_that_was_closed_counts_as_it_is_on_the_disk(folder: Folder) -> None:
    async with serving() as client:
        await client.start()
        client.open(folder.valid.as_uri(), B)
        client.open(folder.train.as_uri(), TRAIN)
        await overlaps(client, folder.train, {1: 0})
        close(client, folder.valid)
        await overlaps(client, folder.train, {0: 1})


async def test_the_configuration_pairs_files_and_parts_them(folder: Folder) -> None:
    folder.config.write_text(SELECT, encoding="utf-8")
    async with serving() as client:
        await client.start()
        client.open(folder.train.as_uri(), TRAIN)
        await overlaps(client, folder.train, {})
        write(client, folder.config, SELECT + PAIR)
        await overlaps(client, folder.train, {0: 1})
        write(client, folder.config, SELECT)
        await overlaps(client, folder.train, {})


async def test_the_client_may_pair_files(folder: Folder) -> None:
    folder.config.unlink()
    pairs = {"train.jsonl": "valid.jsonl"}
    settings = {"select": ["split-overlap"], "validationFiles": pairs}
    async with serving() as client:
        await client.start(initializationOptions={"settings": settings})
        client.open(folder.train.as_uri(), TRAIN)
        await overlaps(client, folder.train, {0: 1})


async def test_a_validation_file_is_for_the_method_of_its_training_file(folder: Folder) -> None:
    preference = '{"input": {}, "preferred_output": [], "non_preferred_output": []}\n'
    async with serving() as client:
        await client.start()
        client.open(folder.valid.as_uri(), preference)
        assert await client.published(folder.valid.as_uri(), 1) == []
        (diagnostic,) = await client.published(folder.valid.as_uri(), 1)
        assert diagnostic["code"] == "mixed-formats"
        assert "its training file train.jsonl" in diagnostic["message"]


async def test_many_edits_are_few_meetings(folder: Folder) -> None:
    async with serving() as client:
        await client.start()
        client.open(folder.train.as_uri(), TRAIN)
        await overlaps(client, folder.train, {0: 1})
        client.open(folder.valid.as_uri(), "")
        await overlaps(client, folder.train, {})
        begin = monotonic()
        for version in range(2, 30):
            client.change(folder.valid.as_uri(), version, replacement((0, 0), (0, 0), C))
            await client.published(folder.valid.as_uri(), version)
        client.change(folder.valid.as_uri(), 30, replacement((0, 0), (0, 0), B))
        await overlaps(client, folder.train, {1: 0})
        at_most = (monotonic() - begin) / DELAY
        await client.end()
        met = [
            message
            for message in client.received
            if message.get("method") == PUBLISH
            and message["params"]["uri"] == folder.train.as_uri()
        ]
        alone, with_disk, with_empty = 1, 1, 1
        assert len(met) <= alone + with_disk + with_empty + at_most


async def test_a_file_without_a_partner_is_published_once_an_edit(folder: Folder) -> None:
    other = folder.train.with_name("other.jsonl").as_uri()
    async with serving() as client:
        await client.start()
        client.open(folder.train.as_uri(), TRAIN)
        await overlaps(client, folder.train, {0: 1})
        client.open(other, A)
        await client.published(other, 1)
        client.change(other, 2, replacement((0, 0), (0, 0), B))
        await client.published(other, 2)
        client.change(folder.train.as_uri(), 2, replacement((0, 0), (1, 0), ""))
        await overlaps(client, folder.train, {}, version=2)
        await client.end()
        published = [message for message in client.received if message.get("method") == PUBLISH]
        assert sum(message["params"]["uri"] == other for message in published) == 2


async def test_a_missing_file_is_told_where_it_is_configured_until_it_is_there(
    folder: Folder,
) -> None:
    folder.valid.unlink()
    config = folder.config.as_uri()
    async with serving() as client:
        await client.start()
        client.open(folder.train.as_uri(), TRAIN)
        (diagnostic,) = await client.published(config, None)
        assert (diagnostic["severity"], diagnostic["range"]["start"]["line"]) == (1, 1)
        assert diagnostic["message"] == (
            "The validation file valid.jsonl can't be read: No such file or directory."
        )
        write(client, folder.valid, VALID)
        assert await client.published(config, None) == []
        await overlaps(client, folder.train, {0: 1})
        folder.valid.unlink()
        client.notify(WATCHED, {"changes": [{"uri": folder.valid.as_uri(), "type": 3}]})
        await overlaps(client, folder.train, {})
        assert len(await client.published(config, None)) == 1
        close(client, folder.train)
        assert await client.published(config, None) == []
