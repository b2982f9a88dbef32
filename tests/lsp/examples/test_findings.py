"""What is found in an example is told in its view, where it is seen."""

from pathlib import Path

from example_client import WHOLE, showing
from example_rows import CHAT, CMYK, PICTURE, PREFERENCE, SHOUTED, seen
from stdio_client import SUMMARY


async def test_findings_are_told_where_they_are_seen() -> None:
    async with showing(seen(CMYK, "lo").replace('"assistant"', '"AI"')) as client:
        view = await client.open(0)
        told = {each["code"]: each for each in await view.findings()}
        assert told["unknown-role"]["range"] == view.range('"AI"')
        assert told["unknown-detail"]["range"] == view.range('"lo"')
        placeholder = view.text[view.text.index("<JPEG") : view.text.index(">") + 1]
        assert told["image-mode"]["range"]["end"] == view.range(placeholder)["end"]
        summaries = (each for each in client.server.received if each.get("method") == SUMMARY)
        assert view.uri not in [each["params"]["uri"] for each in summaries]


async def test_what_is_underlined_ends_with_its_line() -> None:
    async with showing(CHAT.replace('"😀 Hi\u2028"', '{"a": 1}')) as client:
        view = await client.open(0)
        (told,) = await view.findings()
        start = view.place('{\n        "a"')
        end = {**start, "character": start["character"] + 1}
        assert told["range"] == {"start": start, "end": end}


async def test_edits_of_a_view_are_checked_where_they_are() -> None:
    async with showing(CHAT) as client:
        view = await client.open(0)
        sound, at = view.text, view.place("Hi")
        assert await view.findings() == []
        view.insert(at, "\r\n")
        (broken,) = await view.findings()
        assert broken["range"]["start"] == at
        view.edit(sound.replace('"user"', '"usr"'))
        assert await view.codes() == ["unknown-role"]
        view.edit("")
        assert await view.codes() == []


async def test_a_line_break_in_a_string_is_told_as_one() -> None:
    async with showing(seen(PICTURE)) as client:
        view = await client.open(0)
        sound, at = view.text, view.place("Hi", 2)
        view.insert(at, "\n\n")
        (told,) = await view.findings()
        assert told["message"] == (
            "Raw control character (line break) inside a string; write it as \\n."
        )
        behind = {"line": at["line"] + 1, "character": 0}
        assert told["range"] == {"start": at, "end": behind}
        action = await view.action(told["range"], "Write it as \\n")
        assert await view.made(action) == sound.replace('"Hi"', '"Hi\\n\n"')
        (action,) = await view.actions(WHOLE, only=["source.fixAll.tunelint"])
        assert await view.made(action) == sound.replace('"Hi"', '"Hi\\n\\n"')


async def test_an_example_is_checked_as_one_of_its_dataset(tmp_path: Path) -> None:
    (tmp_path / "tunelint.toml").write_text('ignore = ["unknown-role"]\n')
    uri = (tmp_path / "train.jsonl").as_uri()
    async with showing(f"{PREFERENCE}\n{PREFERENCE}\n{SHOUTED}", uri) as client:
        view = await client.open(2)
        assert await view.codes() == ["mixed-formats"]
        await client.edit_dataset(f"{SHOUTED}\n{CHAT}\n{SHOUTED}")
        assert await view.codes() == []
