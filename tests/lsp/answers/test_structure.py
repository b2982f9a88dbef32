"""Outline, navigation, links, tokens and formatting, as clients ask for them."""

from pathlib import Path
from typing import Any

import pytest

from pictures import data_uri
from stdio_client import Message, StdioClient, serving

URI = "untitled:train.jsonl"
CALL = (
    '{"messages": [{"role": "user", "content": "😀 Go"}, {"role": "assistant", "tool_calls": '
    '[{"id": "a", "type": "function", "function": {"name": "go", "arguments": "{}"}}]}, '
    '{"role": "tool", "tool_call_id": "a", "content": "42"}]}'
)
BROKEN = '{"messages": ['
FORMATTING: dict[str, Any] = {"options": {"tabSize": 2, "insertSpaces": True}}


def columns(text: str, part: str, last: bool = False) -> tuple[int, int]:
    """The columns of a part of a line, which counts an emoji as two."""
    start = text.rindex(part) if last else text.index(part)
    before, width = (len(each.encode("utf-16-le")) // 2 for each in (text[:start], part))
    return before, before + width


def span(line: int, start: int, end: int) -> Message:
    return {
        "start": {"line": line, "character": start},
        "end": {"line": line, "character": end},
    }


async def ask(client: StdioClient, method: str, uri: str = URI, **more: Any) -> Any:
    return await client.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, **more})


async def test_the_outline_numbers_the_lines() -> None:
    async with serving() as client:
        capabilities = await client.start()
        assert capabilities["documentSymbolProvider"]
        client.open(URI, f"{CALL}\n\n{BROKEN}\n")
        first, second = await ask(client, "documentSymbol")
        width = columns(CALL, "]}", last=True)[1]
        assert first["name"] == "1: 😀 Go"
        assert first["range"] == span(0, 0, width)
        assert [child["name"] for child in first["children"]] == ["user", "assistant", "tool"]
        said = columns(CALL, '{"role": "user", "content": "😀 Go"}')
        assert first["children"][0]["range"] == span(0, said[0], said[1])
        assert (second["name"], second["detail"]) == ("3", "not JSON")


async def test_a_selection_grows_along_the_tree() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, f"{CALL}\n{BROKEN}")
        start, end = columns(CALL, "arguments")
        positions = [{"line": 0, "character": start}, {"line": 1, "character": 3}]
        grown, alone = await ask(client, "selectionRange", positions=positions)
        assert grown["range"] == span(0, start, end)
        assert grown["parent"]["range"] == span(0, start - 1, end + 1)
        assert alone == {"range": span(1, 3, 3)}


async def test_a_result_leads_to_its_call_and_both_are_highlighted() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, f"{BROKEN}\n{CALL}")
        call, result = columns(CALL, '"a"'), columns(CALL, '"a"', last=True)
        place = {"line": 1, "character": result[0] + 1}
        assert await ask(client, "definition", position=place) == {
            "uri": URI,
            "range": span(1, *call),
        }
        assert await ask(client, "documentHighlight", position=place) == [
            {"range": span(1, *call), "kind": 3},
            {"range": span(1, *result), "kind": 2},
        ]
        for line in (0, 2):
            nowhere = {"line": line, "character": 2}
            assert await ask(client, "definition", position=nowhere) is None
            assert await ask(client, "documentHighlight", position=nowhere) is None


async def test_urls_and_files_beside_the_dataset_are_links(tmp_path: Path) -> None:
    (tmp_path / "a b.png").write_bytes(b"")
    uri = (tmp_path / "train.jsonl").as_uri()
    parts = ", ".join(
        f'{{"type": "image_url", "image_url": {{"url": "{url}"}}}}'
        for url in ("https://a.example/b.png", "a b.png", "c.png")
    )
    line = f'{{"messages": [{{"role": "user", "content": [{parts}]}}]}}'
    async with serving() as client:
        await client.start()
        client.open(uri, line)
        assert await ask(client, "documentLink", uri) == [
            {
                "range": span(0, *columns(line, "https://a.example/b.png")),
                "target": "https://a.example/b.png",
            },
            {
                "range": span(0, *columns(line, "a b.png")),
                "target": (tmp_path / "a b.png").as_uri(),
            },
        ]


async def test_payloads_in_view_are_comments() -> None:
    image = data_uri("png 64x64")
    line = f'{{"a": "😀", "url": "{image}", "other": "{image}"}}'
    payload = image.partition(",")[2]
    async with serving() as client:
        capabilities = await client.start()
        provider = capabilities["semanticTokensProvider"]
        assert provider["legend"]["tokenTypes"] == ["comment"]
        assert "full" not in provider
        client.open(URI, f"{line}\n{CALL}\n{line}\n{line}\n")
        asked = {"start": {"line": 1, "character": 5}, "end": {"line": 3, "character": 0}}
        first, second = (columns(line, payload, last)[0] for last in (False, True))
        assert (await ask(client, "semanticTokens/range", range=asked))["data"] == [
            *(2, first, len(payload), 0, 0),
            *(0, second - first, len(payload), 0, 0),
        ]


@pytest.mark.parametrize(("style", "expected"), [(None, '{"a": 1}'), ("compact", '{"a":1}')])
async def test_lines_are_formatted_in_the_chosen_style(style: str | None, expected: str) -> None:
    settings = {"formatStyle": style} if style else {}
    async with serving() as client:
        await client.start(initializationOptions={"settings": settings})
        client.open(URI, '\ufeff{"a" :1}\r\n{"a"}\r\n{"a" :1}\r\n')
        edits = await ask(client, "formatting", **FORMATTING)
        start, end = 4, 6
        text = expected[len('{"a"') : -len("1}")]
        assert edits == [
            {"range": span(0, start + 1, end + 1), "newText": text},
            {"range": span(2, start, end), "newText": text},
        ]
        asked = {"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 1}}
        assert await ask(client, "rangeFormatting", range=asked, **FORMATTING) == edits[1:]
        asked = {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}}
        assert await ask(client, "rangeFormatting", range=asked, **FORMATTING) == edits[:1]


async def test_what_is_no_dataset_has_no_structure() -> None:
    async with serving() as client:
        await client.start()
        place: dict[str, Any] = {"position": {"line": 0, "character": 0}}
        for method, more in (
            ("documentSymbol", {}),
            ("codeLens", {}),
            ("documentLink", {}),
            ("definition", place),
            ("formatting", FORMATTING),
        ):
            assert await ask(client, method, "file:///none.jsonl", **more) is None
