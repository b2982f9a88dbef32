"""Which examples have views, what these are called, and how one gets there."""

from pathlib import Path

import orjson
import pytest

from example_client import URI, VIEW, showing
from example_rows import CHAT, SHOUTED


async def test_a_view_is_named_after_its_line_and_reads_pretty() -> None:
    async with showing(f"{CHAT}\n\n{CHAT}\n") as client:
        for line, number in ((0, 1), (1, 3), (2, 3), (3, 3)):
            located = await client.ask("locate", uri=URI, line=line)
            assert located == {"uri": VIEW.format(number)}
        assert await client.ask("locate", uri=VIEW.format(3), line=7) == {"uri": VIEW.format(3)}
        read = await client.ask("read", uri=VIEW.format(3))
        assert (read["origin"], read["line"]) == (URI, 2)
        assert read["text"].split("\n")[:5] == [
            "{",
            '  "messages": [',
            "    {",
            '      "role": "user",',
            '      "content": "😀 Hi\u2028"',
        ]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('{"messages": [', 0, "This line is no JSON object, so it can't be shown as an example."),
        ("[1]\n", 0, "This line is no JSON object, so it can't be shown as an example."),
        ("\n\n", 1, "This dataset has no example yet."),
    ],
)
async def test_what_is_no_example_has_no_view(text: str, line: int, told: str) -> None:
    async with showing(text) as client:
        assert await client.refused("locate", uri=URI, line=line) == told


async def test_a_line_that_is_gone_is_told() -> None:
    async with showing(CHAT) as client:
        for view, told in (
            (VIEW.format(2), "The dataset has no line 2 any more."),
            ("tunelint-example://file/a.jsonl/b.tunelint", "There is no example of this name."),
            (
                "tunelint-example://untitled/a/example%201.tunelint",
                "The dataset of this example is not open any more.",
            ),
        ):
            assert await client.refused("read", uri=view) == told


@pytest.mark.parametrize(
    ("uri", "view"),
    [
        ("untitled:train.jsonl", "untitled/train.jsonl"),
        ("untitled:/a/b.jsonl", "untitled//a/b.jsonl"),
        ("memfs:/a/b.jsonl", "memfs/a/b.jsonl"),
        ("vscode-vfs://git+hub/a.jsonl", "vscode-vfs+git+hub/a.jsonl"),
    ],
)
async def test_datasets_that_are_no_files_have_views_too(uri: str, view: str) -> None:
    async with showing(SHOUTED, uri) as client:
        example = await client.open(0)
        assert example.uri == f"tunelint-example://{view}/example%201.tunelint"
        change = await example.write(example.text.replace("USER", "user"))
        assert change["textDocument"] == {"uri": uri, "version": 1}
        assert client.text == CHAT


@pytest.mark.parametrize("is_open", [True, False])
async def test_steps_go_from_example_to_example(tmp_path: Path, is_open: bool) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(f'\n{CHAT}\n \n{{"messages"\n{CHAT}\n', encoding="utf-8")
    async with showing(file.read_text("utf-8"), file.as_uri(), is_open) as client:
        second, fifth = await client.open(1), await client.open(4)
        assert await second.step(1) == {"uri": fifth.uri}
        assert await fifth.step(-1) == {"uri": second.uri}
        assert await second.step(-1) is None
        assert await fifth.step(1) is None


async def test_examples_are_opened_by_lenses_and_keys() -> None:
    async with showing(f"{CHAT}\n{CHAT}\n") as client:
        lenses = await client.ask_document("codeLens", URI)
        commands = [each["command"] for each in lenses if "command" in each]
        assert {
            "title": "Open example",
            "command": "tunelint.openExample",
            "arguments": [URI, 1],
        } in commands
        at = {"line": 1, "character": 3}
        found = await client.ask_document("definition", URI, position=at)
        assert found["uri"] == VIEW.format(2)
        at = {"line": 1, "character": CHAT.index("role")}
        assert await client.ask_document("definition", URI, position=at) is None


async def test_other_clients_are_offered_no_views() -> None:
    async with showing(CHAT, exampleView=False) as client:
        lenses = await client.ask_document("codeLens", URI)
        assert "tunelint.openExample" not in orjson.dumps(lenses).decode()
        at = {"line": 0, "character": 3}
        assert await client.ask_document("definition", URI, position=at) is None
