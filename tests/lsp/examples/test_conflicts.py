"""An example that was changed or moved meanwhile is never written over."""

from pathlib import Path

from example_client import URI, VIEW, showing
from example_rows import CHAT, SHOUTED

CHANGED = "This example was changed in its dataset"


async def test_a_changed_example_is_noticed_and_never_overwritten() -> None:
    async with showing(f"{CHAT}\n{SHOUTED}") as client:
        view = await client.open(1)
        await client.edit_dataset(f"{CHAT}\n{SHOUTED.replace('Hi', 'Ho')}")
        await client.edit_dataset(f"{CHAT}\n{SHOUTED.replace('Hi', 'He')}")
        assert client.told_changed() == [view.uri]
        edited = view.text.replace("USER", "user")
        view.edit(edited)
        assert (await view.refusal(edited)).startswith(CHANGED)
        assert "He" in (await view.read())["text"]
        await view.write(edited)
        assert client.text == f"{CHAT}\n{CHAT}"


async def test_what_is_typed_while_a_view_is_read_again_is_not_written_over_the_change() -> None:
    async with showing(SHOUTED) as client:
        view = await client.open(0)
        original = view.text
        await client.edit_dataset(SHOUTED.replace("Hi", "Ho"))
        changed = (await view.read())["text"]
        # An editor does not show what it has read once somebody began to type.
        edited = original.replace("USER", "user")
        view.edit(edited)
        assert (await view.refusal(edited)).startswith(CHANGED)
        view.edit(original)
        await view.read()
        view.edit(changed)
        await view.write(changed.replace("USER", "user"))
        assert client.text == CHAT.replace("Hi", "Ho")


async def test_another_example_that_reads_the_same_is_not_written_in_its_place() -> None:
    async with showing(f"{SHOUTED}\n{SHOUTED}\n{SHOUTED}") as client:
        view = await client.open(1)
        await client.edit_dataset(f"{SHOUTED}\n{CHAT}\n{SHOUTED}")
        assert (await view.refusal(view.text.replace("Hi", "Ho"))).startswith(CHANGED)
        assert client.told_changed() == [view.uri]


async def test_nor_is_it_in_a_file_that_is_not_open(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(f"{SHOUTED}\n{SHOUTED}\n", encoding="utf-8")
    async with showing(file.read_text("utf-8"), file.as_uri(), is_open=False) as client:
        view = await client.open(1)
        file.write_text(f"{SHOUTED}\n{CHAT}\n", encoding="utf-8")
        assert (await view.refusal(view.text.replace("Hi", "Ho"))).startswith(CHANGED)


async def test_an_example_is_written_where_it_has_moved_to() -> None:
    async with showing(f"{CHAT}\n{SHOUTED}") as client:
        view = await client.open(1)
        await client.edit_dataset(f"\n{CHAT}\n{CHAT}\n{SHOUTED}\n{CHAT}")
        assert client.told_changed() == []
        await view.write(view.text.replace("USER", "user"))
        assert client.text == f"\n{CHAT}\n{CHAT}\n{CHAT}\n{CHAT}"
        assert (await view.read())["line"] == 3
        assert await view.step(1) == {"uri": VIEW.format(5)}


async def test_a_view_that_has_moved_is_found_before_the_edit_is_checked() -> None:
    async with showing(f"{CHAT}\n{SHOUTED}") as client:
        view = await client.open(1)
        client.take(f"{CHAT}\n{CHAT}\n{SHOUTED}")
        located = [await client.ask("locate", uri=URI, line=line) for line in (1, 2)]
        assert located == [{"uri": VIEW.format("2%20%282%29")}, {"uri": view.uri}]


async def test_each_line_has_a_view_of_its_own_wherever_others_have_moved_to() -> None:
    async with showing(f"{CHAT}\n{SHOUTED}") as client:
        view = await client.open(1)
        edited = view.text.replace("USER", "user")
        view.edit(edited)
        await client.edit_dataset(f"{CHAT}\n{CHAT}\n{SHOUTED}")
        assert await client.ask("locate", uri=URI, line=2) == {"uri": view.uri}
        other = await client.open(1)
        assert other.uri == VIEW.format("2%20%282%29")
        await other.write(other.text.replace("Hi", "Ho"))
        await view.write(edited)
        assert client.text == f"{CHAT}\n{CHAT.replace('Hi', 'Ho')}\n{CHAT}"
        assert client.told_changed() == []
        assert await view.step(-1) == {"uri": other.uri}
        assert await other.step(1) == {"uri": view.uri}
