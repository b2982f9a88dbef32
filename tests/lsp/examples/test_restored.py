"""A view that an editor restores, with the text that stood there when it was closed."""

from pathlib import Path

import pytest

from example_client import VIEW, showing
from example_rows import CHAT, PICTURE, SHOUTED, seen

UNKNOWN = "This view was left unsaved before"
CHANGED = "This example was changed in its dataset"
FIRST = VIEW.format(1)


async def left(dataset: str, line: int) -> tuple[str, str]:
    """A view's text, and the mark of what it was made from, of a server that is gone."""
    async with showing(dataset) as client:
        view = await client.open(line)
        base = await client.told_base(view.uri)
        assert base
        return view.text, base


async def test_unsaved_changes_are_written_to_the_row_that_they_were_made_of() -> None:
    text, base = await left(f"{CHAT}\n{SHOUTED}\n", 1)
    async with showing(f"\n\n{CHAT}\n{SHOUTED}\n{CHAT}\n") as client:
        view = await client.restore(VIEW.format(2), text.replace("USER", "user"), base)
        await view.write(view.text)
        assert client.text == f"\n\n{CHAT}\n{CHAT}\n{CHAT}\n"
        assert await view.step(1) == {"uri": VIEW.format(5)}


async def test_they_are_written_to_a_file_that_is_not_open(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(f"{SHOUTED}\n", encoding="utf-8")
    text, base = await left(f"{SHOUTED}\n", 0)
    async with showing(f"{SHOUTED}\n", file.as_uri(), is_open=False) as client:
        uri = (await client.ask("locate", uri=file.as_uri(), line=0))["uri"]
        view = await client.restore(uri, text.replace("USER", "user"), base)
        await view.write(view.text)
        assert client.text == f"{CHAT}\n"


async def test_unsaved_changes_of_a_row_that_was_changed_meanwhile_are_not_written() -> None:
    text, base = await left(SHOUTED, 0)
    async with showing(SHOUTED.replace("Hi", "Ho")) as client:
        view = await client.restore(FIRST, text.replace("USER", "user"), base)
        assert (await view.refusal(view.text)).startswith(CHANGED)
        await view.read()
        await view.write(view.text)
        assert client.text == CHAT


async def test_nor_are_they_written_to_another_row_that_reads_the_same() -> None:
    text, base = await left(f"{SHOUTED}\n{SHOUTED}\n", 1)
    async with showing(f"{SHOUTED}\n{CHAT}\n") as client:
        view = await client.restore(VIEW.format(2), text.replace("USER", "system"), base)
        assert (await view.refusal(view.text)).startswith(CHANGED)


async def test_a_view_that_was_written_is_compared_with_what_was_written() -> None:
    async with showing(SHOUTED) as client:
        view = await client.open(0)
        text = view.text.replace("USER", "user")
        assert await client.told_base(FIRST)
        await view.write(text)
        base = await client.told_base(FIRST)
    async with showing(CHAT) as client:
        view = await client.restore(FIRST, text.replace("Hi", "Ho"), base)
        await view.write(view.text)
        assert client.text == CHAT.replace("Hi", "Ho")


async def test_the_images_of_unsaved_changes_are_known() -> None:
    text, base = await left(f"{seen(PICTURE)}\n", 0)
    async with showing(f"{CHAT}\n{seen(PICTURE)}\n") as client:
        view = await client.restore(FIRST, text.replace('"low"', '"high"'), base)
        while "invalid-data-uri" in await view.codes():
            pass
        await view.write(view.text)
        assert client.text == f"{CHAT}\n{seen(PICTURE, 'high')}\n"


@pytest.mark.parametrize("base", [None, "", "1 1 5 9", "0 1 5 abc 7 def"])
async def test_a_view_of_which_nothing_is_kept_is_written_only_if_it_is_as_it_was_made(
    base: str | None,
) -> None:
    text, _ = await left(SHOUTED, 0)
    async with showing(SHOUTED) as client:
        view = await client.restore(FIRST, text, base)
        await view.write(text.replace("USER", "user"))
        assert client.text == CHAT
    async with showing(SHOUTED) as client:
        view = await client.restore(FIRST, text.replace("USER", "user"), base)
        assert (await view.refusal(view.text)).startswith(UNKNOWN)
        await view.read()
        await view.write(view.text)
        assert client.text == CHAT


async def test_what_is_read_before_a_view_is_restored_does_not_count() -> None:
    text, base = await left(SHOUTED, 0)
    async with showing(SHOUTED.replace("Hi", "Ho")) as client:
        await client.ask("read", uri=FIRST)
        view = await client.restore(FIRST, text.replace("USER", "user"), base)
        assert (await view.refusal(view.text)).startswith(CHANGED)


async def test_a_view_whose_row_was_changed_without_a_server_is_read_again() -> None:
    text, base = await left(SHOUTED, 0)
    async with showing(CHAT) as client:
        view = await client.restore(FIRST, text, base)
        await client.server.wait(
            lambda message: message.get("method") == "tunelint/example/changed"
        )
        view.edit((await view.read())["text"])
        await view.write(view.text.replace("Hi", "Ho"))
        assert client.text == CHAT.replace("Hi", "Ho")


async def test_nothing_is_kept_of_a_view_that_is_closed() -> None:
    async with showing(SHOUTED) as client:
        view = await client.open(0)
        assert await client.told_base(view.uri)
        client.server.notify("textDocument/didClose", {"textDocument": {"uri": view.uri}})
        assert await client.told_base(view.uri) is None
