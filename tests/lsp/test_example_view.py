"""Examples shown as documents of their own: read, checked, edited and written back."""

from pathlib import Path
from time import perf_counter

import orjson
import pybase64
import pytest

from action_client import applied
from example_client import WHOLE, ExampleClient, place_of, range_of
from pictures import data_uri
from stdio_client import SUMMARY, Message, serving

URI = "file:///folder/a%20b/train.jsonl"
VIEW = "tunelint-example://file/folder/a%20b/train.jsonl/example%20{}.tunelint"
PICTURE = data_uri("png 64x64")
CMYK = data_uri("jpeg 64x64 CMYK")

CHAT = (
    '{"messages": [{"role": "user", "content": "😀 Hi\u2028"}, '
    '{ "role":"assistant" , "content": "\\ud83d\\ude00 \\/"}]}'
)
SHOUTED = CHAT.replace('"user"', '"USER"')
PREFERENCE = (
    '{"input": {"messages": [{"role": "user", "content": "Hi"}]}, '
    '"preferred_output": [{"role": "assistant", "content": "Ho"}], '
    '"non_preferred_output": [{"role": "assistant", "content": "No"}]}'
)


def seen(picture: str, detail: str = "low") -> str:
    return (
        '{"messages": [{"role": "user", "content": [{"type": "text", "text": "😀"}, {"type": '
        f'"image_url", "image_url": {{"url": "{picture}", "detail": "{detail}"}}}}]}}, '
        '{"role": "assistant", "content": "Hi"}]}'
    )


def codes(diagnostics: list[Message]) -> list[str]:
    return [each["code"] for each in diagnostics]


async def test_a_view_is_named_after_its_line_and_reads_pretty() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{CHAT}\n\n{CHAT}\n")
        await client.open_dataset()
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
    async with serving() as server:
        client = await ExampleClient.start(server, URI, text)
        await client.open_dataset()
        assert await client.refused("locate", uri=URI, line=line) == told


async def test_a_line_that_is_gone_is_told() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, CHAT)
        await client.open_dataset()
        refused = await client.refused("read", uri=VIEW.format(2))
        assert refused == "The dataset has no line 2 any more."
        refused = await client.refused("read", uri="tunelint-example://file/a.jsonl/b.tunelint")
        assert refused == "There is no example of this name."
        refused = await client.refused(
            "read", uri="tunelint-example://untitled/a/example%201.tunelint"
        )
        assert refused == "The dataset of this example is not open any more."


async def test_datasets_that_are_no_files_have_views_too() -> None:
    for uri, view in (
        ("untitled:train.jsonl", "tunelint-example://untitled/train.jsonl/example%201.tunelint"),
        ("untitled:/a/b.jsonl", "tunelint-example://untitled//a/b.jsonl/example%201.tunelint"),
        ("memfs:/a/b.jsonl", "tunelint-example://memfs/a/b.jsonl/example%201.tunelint"),
        (
            "vscode-vfs://git+hub/a.jsonl",
            "tunelint-example://vscode-vfs+git+hub/a.jsonl/example%201.tunelint",
        ),
    ):
        async with serving() as server:
            client = await ExampleClient.start(server, uri, SHOUTED)
            await client.open_dataset()
            opened, text = await client.open(0)
            assert opened == view
            change = await client.write(view, text.replace("USER", "user"))
            assert change["textDocument"] == {"uri": uri, "version": 1}
            assert client.text == CHAT


async def test_findings_are_told_where_they_are_seen() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, "")
        client.text = seen(CMYK, "lo").replace('"assistant"', '"AI"')
        await client.open_dataset()
        view, text = await client.open(0)
        told = {each["code"]: each for each in await server.published(view, 1)}
        assert told["unknown-role"]["range"] == range_of(text, '"AI"')
        assert told["unknown-detail"]["range"] == range_of(text, '"lo"')
        placeholder = text[text.index("<JPEG") : text.index(">") + 1]
        assert told["image-mode"]["range"]["end"] == range_of(text, placeholder)["end"]
        assert not [each for each in server.received if is_summary_of(each, view)]


async def test_what_is_underlined_ends_with_its_line() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, CHAT.replace('"😀 Hi\u2028"', '{"a": 1}'))
        await client.open_dataset()
        view, text = await client.open(0)
        (told,) = await server.published(view, 1)
        start = place_of(text, '{\n        "a"')
        end = {**start, "character": start["character"] + 1}
        assert told["range"] == {"start": start, "end": end}


def is_summary_of(message: Message, uri: str) -> bool:
    return message.get("method") == SUMMARY and message["params"]["uri"] == uri


async def test_edits_of_a_view_are_checked_where_they_are() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, CHAT)
        await client.open_dataset()
        view, text = await client.open(0)
        assert await server.published(view, 1) == []
        at = place_of(text, "Hi")
        server.change(view, 2, {"range": {"start": at, "end": at}, "text": "\r\n"})
        (broken,) = await server.published(view, 2)
        assert broken["range"]["start"] == at
        server.change(view, 3, {"text": text.replace('"user"', '"usr"')})
        assert codes(await server.published(view, 3)) == ["unknown-role"]
        server.change(view, 4, {"text": ""})
        assert codes(await server.published(view, 4)) == []


async def test_an_example_is_checked_as_one_of_its_dataset(tmp_path: Path) -> None:
    (tmp_path / "tunelint.toml").write_text('ignore = ["unknown-role"]\n')
    uri = (tmp_path / "train.jsonl").as_uri()
    async with serving() as server:
        client = await ExampleClient.start(server, uri, f"{PREFERENCE}\n{PREFERENCE}\n{SHOUTED}")
        await client.open_dataset()
        view, _ = await client.open(2)
        assert codes(await server.published(view, 1)) == ["mixed-formats"]
        await client.edit_dataset(f"{SHOUTED}\n{CHAT}\n{SHOUTED}")
        assert codes(await server.published(view, 1)) == []


async def test_the_real_image_is_what_a_view_tells_of() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{seen(PICTURE)}\n")
        await client.open_dataset()
        view, text = await client.open(0)
        at = place_of(text, "<PNG", 3)
        hover = await client.ask_document("hover", view, position=at)
        assert "64x64 pixels" in hover["contents"]["value"]
        assert "![thumbnail](data:image/" in hover["contents"]["value"]
        assert hover["range"]["end"]["line"] == at["line"]
        at = place_of(text, '"low"', 2)
        found = await client.ask_document("completion", view, position=at)
        low, high, _ = found["items"]
        assert (low["detail"], high["detail"]) == ("85 tokens", "255 tokens (64x64)")
        assert high["textEdit"] == {"range": range_of(text, '"low"'), "newText": '"high"'}


async def test_a_quick_fix_edits_the_view() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, SHOUTED)
        await client.open_dataset()
        view, text = await client.open(0)
        await server.published(view, 1)
        edit = await fixed(client, view, place_of(text, "USER"), 'Change to "user"')
        assert applied(text, edit) == text.replace("USER", "user")


async def test_a_quote_is_missing_where_the_string_ends() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, CHAT)
        await client.open_dataset()
        view, text = await client.open(0)
        await server.published(view, 1)
        broken = text.replace('"user"', '"user')
        server.change(view, 2, {"text": broken})
        (told,) = await server.published(view, 2)
        assert told["message"] == "This string has no closing quote."
        assert told["range"] == range_of(broken, '"user')
        edit = await fixed(client, view, place_of(broken, "user,"), "Insert")
        assert applied(broken, edit, version=2) == text


async def test_an_image_beside_the_dataset_is_embedded_in_a_view(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(pybase64.b64decode(PICTURE.partition(",")[2]))
    uri = (tmp_path / "train.jsonl").as_uri()
    async with serving() as server:
        client = await ExampleClient.start(server, uri, seen("a.png"))
        await client.open_dataset()
        view, text = await client.open(0)
        await server.published(view, 1)
        offered = await client.ask_document(
            "codeAction", view, range=range_of(text, "a.png"), context={"diagnostics": []}
        )
        action = next(each for each in offered if each["title"] == "Embed this image")
        edit = (await server.request("codeAction/resolve", action))["edit"]
        embedded = applied(text, edit)
        assert "data:image/png;base64,<PNG 64x64, 176 bytes, " in embedded
        await client.write(view, embedded)
        assert client.text == seen(PICTURE)


async def test_all_that_is_safe_is_fixed_at_once() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, seen(CMYK).replace('"user"', '"USER"'))
        await client.open_dataset()
        view, text = await client.open(0)
        await server.published(view, 1)
        kinds = {"diagnostics": [], "only": ["source.fixAll.tunelint"]}
        (action,) = await client.ask_document("codeAction", view, range=WHOLE, context=kinds)
        edit = (await server.request("codeAction/resolve", action))["edit"]
        assert '"user"' in applied(text, edit)


async def test_a_converted_image_is_a_placeholder_that_can_be_written() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, seen(CMYK))
        await client.open_dataset()
        view, text = await client.open(0)
        await server.published(view, 1)
        edit = await fixed(client, view, place_of(text, "<JPEG", 2), "Convert")
        converted = applied(text, edit)
        assert len(converted) < len(text) + 20
        server.change(view, 2, {"text": converted})
        assert codes(await server.published(view, 2)) == []
        await client.write(view, converted)
        (url,) = (part["image_url"]["url"] for part in parts(client.text) if "image_url" in part)
        assert client.text == seen(url)
        assert url != CMYK


def parts(row: str) -> list[Message]:
    return orjson.loads(row)["messages"][0]["content"]  # type: ignore[no-any-return]


async def fixed(client: ExampleClient, view: str, at: Message, title: str) -> Message:
    """The edit of the first quick fix there with such a title."""
    offered = await client.ask_document(
        "codeAction", view, range={"start": at, "end": at}, context={"diagnostics": []}
    )
    action = next(each for each in offered if each["title"].startswith(title))
    return (await client.client.request("codeAction/resolve", action))["edit"]  # type: ignore[no-any-return]


async def test_saving_changes_what_was_edited_and_nothing_else() -> None:
    lines = [CHAT, SHOUTED, CHAT]
    async with serving() as server:
        client = await ExampleClient.start(server, URI, "\r\n".join(lines))
        await client.open_dataset()
        view, text = await client.open(1)
        change = await client.write(view, text.replace("USER", "user"))
        assert change["textDocument"] == {"uri": URI, "version": 1}
        assert len(change["edits"]) == 1
        assert client.text == "\r\n".join(3 * [CHAT])
        await client.write(view, text.replace("USER", "system"))
        system = CHAT.replace('"user"', '"system"')
        assert client.text == "\r\n".join([CHAT, system, CHAT])
        assert await client.ask("write", uri=view, text=text.replace("USER", "system")) == {
            "origin": URI,
            "line": 1,
        }
        assert client.told_changed() == []


async def test_a_file_that_is_not_open_is_read_and_written_too(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + f"{SHOUTED}\n{SHOUTED}\n".encode())
    async with serving() as server:
        client = await ExampleClient.start(server, file.as_uri(), file.read_text("utf-8-sig"))
        view, text = await client.open(0)
        change = await client.write(view, text.replace("USER", "user"))
        assert change["textDocument"] == {"uri": file.as_uri(), "version": None}
        assert client.text == f"{CHAT}\n{SHOUTED}\n"
        file.unlink()
        refused = await client.refused("write", uri=view, text=text)
        assert refused == "train.jsonl can't be read: No such file or directory."


async def test_a_file_whose_changes_are_unsaved_elsewhere_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(f"{SHOUTED}\n", encoding="utf-8")
    async with serving() as server:
        client = await ExampleClient.start(server, file.as_uri(), file.read_text("utf-8"))
        view, text = await client.open(0)
        edited = text.replace("USER", "user")
        refused = await client.refused("write", uri=view, text=edited, unsaved=[file.as_uri()])
        assert refused.startswith("The dataset has unsaved changes that are not seen here")
        await client.open_dataset()
        await client.write(view, edited, unsaved=[file.as_uri()])
        assert client.text == f"{CHAT}\n"


async def test_examples_that_are_saved_at_once_are_written_one_after_the_other() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{SHOUTED}\n{SHOUTED}\n{SHOUTED}")
        await client.open_dataset()
        views = [await client.open(line) for line in range(3)]
        changes = await client.write_all(
            [(view, text.replace("USER", "user")) for view, text in views]
        )
        assert [change["textDocument"]["version"] for change in changes] == [1, 2, 3]
        assert client.text == f"{CHAT}\n{CHAT}\n{CHAT}"


async def test_an_image_can_be_copied_into_another_example() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{seen(PICTURE)}\n{seen('a.png')}")
        await client.open_dataset()
        _, text = await client.open(0)
        view, _ = await client.open(1)
        await client.write(view, text)
        assert client.text == f"{seen(PICTURE)}\n{seen(PICTURE)}"


async def test_what_no_row_can_say_is_not_written() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, seen(PICTURE))
        await client.open_dataset()
        view, text = await client.open(0)
        refused = await client.refused("write", uri=view, text=text[:-3])
        assert refused == "This is no JSON object, so nothing is written."
        refused = await client.refused("write", uri=view, text=text.replace(">", "0>"))
        assert "stands for no image here" in refused


async def test_a_changed_example_is_noticed_and_never_overwritten() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{CHAT}\n{SHOUTED}")
        await client.open_dataset()
        view, text = await client.open(1)
        await client.edit_dataset(f"{CHAT}\n{SHOUTED.replace('Hi', 'Ho')}")
        await client.edit_dataset(f"{CHAT}\n{SHOUTED.replace('Hi', 'He')}")
        assert client.told_changed() == [view]
        edited = text.replace("USER", "user")
        server.change(view, 2, {"text": edited})
        refused = await client.refused("write", uri=view, text=edited)
        assert refused.startswith("This example was changed in its dataset")
        read = await client.ask("read", uri=view)
        assert "He" in read["text"]
        await client.write(view, edited)
        assert client.text == f"{CHAT}\n{CHAT}"


async def test_what_is_typed_while_a_view_is_read_again_is_not_written_over_the_change() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, SHOUTED)
        await client.open_dataset()
        view, text = await client.open(0)
        await client.edit_dataset(SHOUTED.replace("Hi", "Ho"))
        changed = (await client.ask("read", uri=view))["text"]
        # An editor does not show what it has read once somebody began to type.
        edited = text.replace("USER", "user")
        server.change(view, 2, {"text": edited})
        refused = await client.refused("write", uri=view, text=edited)
        assert refused.startswith("This example was changed in its dataset")
        server.change(view, 3, {"text": text})
        await client.ask("read", uri=view)
        server.change(view, 4, {"text": changed})
        await client.write(view, changed.replace("USER", "user"))
        assert client.text == CHAT.replace("Hi", "Ho")


async def test_another_example_that_reads_the_same_is_not_written_in_its_place() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{SHOUTED}\n{SHOUTED}\n{SHOUTED}")
        await client.open_dataset()
        view, text = await client.open(1)
        await client.edit_dataset(f"{SHOUTED}\n{CHAT}\n{SHOUTED}")
        refused = await client.refused("write", uri=view, text=text.replace("Hi", "Ho"))
        assert refused.startswith("This example was changed in its dataset")
        assert client.told_changed() == [view]


async def test_nor_is_it_in_a_file_that_is_not_open(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(f"{SHOUTED}\n{SHOUTED}\n", encoding="utf-8")
    async with serving() as server:
        client = await ExampleClient.start(server, file.as_uri(), file.read_text("utf-8"))
        view, text = await client.open(1)
        file.write_text(f"{SHOUTED}\n{CHAT}\n", encoding="utf-8")
        refused = await client.refused("write", uri=view, text=text.replace("Hi", "Ho"))
        assert refused.startswith("This example was changed in its dataset")


async def test_an_example_is_written_where_it_has_moved_to() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{CHAT}\n{SHOUTED}")
        await client.open_dataset()
        view, text = await client.open(1)
        await client.edit_dataset(f"\n{CHAT}\n{CHAT}\n{SHOUTED}\n{CHAT}")
        assert client.told_changed() == []
        await client.write(view, text.replace("USER", "user"))
        assert client.text == f"\n{CHAT}\n{CHAT}\n{CHAT}\n{CHAT}"
        assert (await client.ask("read", uri=view))["line"] == 3
        assert await client.ask("step", uri=view, by=1) == {"uri": VIEW.format(5)}
        # Whoever asks for the second line means what stands there now.
        assert await client.ask("locate", uri=URI, line=1) == {"uri": view}
        assert client.told_changed() == [view]
        assert (await client.ask("read", uri=view))["line"] == 1


async def test_a_view_that_was_restored_is_written_only_if_it_was_not_edited() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{seen(PICTURE)}\n{SHOUTED}\n")
        await client.open_dataset()
        view, text = await client.open(0)
        _, other = await client.open(1)
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{seen(PICTURE)}\n{SHOUTED}\n")
        await client.open_dataset()
        server.open(view, text, language="tunelint-example")
        while "invalid-data-uri" in codes(await server.published(view, 1)):
            pass
        await client.write(view, text.replace('"low"', '"high"'))
        assert client.text == f"{seen(PICTURE, 'high')}\n{SHOUTED}\n"
        edited = other.replace("USER", "user")
        server.open(VIEW.format(2), edited, language="tunelint-example")
        refused = await client.refused("write", uri=VIEW.format(2), text=edited)
        assert refused.startswith("This view was left unsaved before")
        await client.ask("read", uri=VIEW.format(2))
        await client.write(VIEW.format(2), edited)
        assert client.text == f"{seen(PICTURE, 'high')}\n{CHAT}\n"


async def test_a_view_with_another_text_than_was_read_is_one_that_was_restored() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, SHOUTED)
        await client.open_dataset()
        text = (await client.ask("read", uri=VIEW.format(1)))["text"].replace("USER", "user")
        server.open(VIEW.format(1), text, language="tunelint-example")
        refused = await client.refused("write", uri=VIEW.format(1), text=text)
        assert refused.startswith("This view was left unsaved before")


@pytest.mark.parametrize("is_open", [True, False])
async def test_steps_go_from_example_to_example(tmp_path: Path, is_open: bool) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(f'\n{CHAT}\n \n{{"messages"\n{CHAT}\n', encoding="utf-8")
    async with serving() as server:
        client = await ExampleClient.start(server, file.as_uri(), file.read_text("utf-8"))
        if is_open:
            await client.open_dataset()
        second, _ = await client.open(1)
        fifth = second.replace("example%202", "example%205")
        assert await client.ask("step", uri=second, by=1) == {"uri": fifth}
        assert await client.ask("step", uri=fifth, by=-1) == {"uri": second}
        assert await client.ask("step", uri=second, by=-1) is None
        assert await client.ask("step", uri=fifth, by=1) is None


async def test_examples_are_opened_by_lenses_and_keys() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{CHAT}\n{CHAT}\n")
        await client.open_dataset()
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
    async with serving() as server:
        client = await ExampleClient.start(server, URI, CHAT, exampleView=False)
        await client.open_dataset()
        lenses = await client.ask_document("codeLens", URI)
        assert "tunelint.openExample" not in orjson.dumps(lenses).decode()
        at = {"line": 0, "character": 3}
        assert await client.ask_document("definition", URI, position=at) is None


async def test_the_structure_of_a_view_is_that_of_its_example() -> None:
    async with serving() as server:
        client = await ExampleClient.start(server, URI, f"{CHAT}\n{seen(PICTURE)}\n")
        await client.open_dataset()
        view, text = await client.open(1)
        (symbol,) = await client.ask_document("documentSymbol", view)
        assert symbol["name"] == "2: 😀"
        assert symbol["range"]["end"] == {"line": text.count("\n"), "character": 0}
        assert [child["name"] for child in symbol["children"]] == ["user", "assistant"]
        (hint,) = await client.ask_document("inlayHint", view, range=WHOLE)
        assert hint["position"]["line"] == place_of(text, "<PNG")["line"]
        tokens = await client.ask_document("semanticTokens/range", view, range=WHOLE)
        placeholder = text[text.index("<PNG") : text.index(">") + 1]
        at = place_of(text, placeholder)
        assert tokens["data"] == [at["line"], at["character"], len(placeholder), 0, 0]
        (lens,) = await client.ask_document("codeLens", view)
        assert lens["range"]["start"] == {"line": 0, "character": 0}
        messy = text.replace("\n", "")
        server.change(view, 2, {"text": messy})
        edits = await client.ask_document(
            "formatting", view, options={"tabSize": 8, "insertSpaces": True}
        )
        assert (
            applied(messy, {"documentChanges": [{"textDocument": {"version": 1}, "edits": edits}]})
            == text
        )


async def test_10_mb_of_payload_hold_nobody_up() -> None:
    picture = data_uri("jpeg 10MB")
    async with serving() as server:
        client = await ExampleClient.start(server, URI, seen(picture))
        await client.open_dataset()
        view, text = await client.open(0)
        assert len(text) < 1000
        await server.published(view, 1)
        start = perf_counter()
        server.change(view, 2, {"text": text.replace('"low"', '"lo"')})
        assert codes(await server.published(view, 2)) == ["unknown-detail"]
        assert perf_counter() - start < 2
        start = perf_counter()
        await client.write(view, text.replace('"low"', '"high"'))
        assert perf_counter() - start < 5
        assert client.text == seen(picture, "high")
