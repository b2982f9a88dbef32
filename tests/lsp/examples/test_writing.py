"""Saving a view writes its example into the dataset, and changes nothing else."""

from pathlib import Path
from time import perf_counter

from example_client import URI, showing
from example_rows import CHAT, PICTURE, SHOUTED, seen
from pictures import data_uri


async def test_saving_changes_what_was_edited_and_nothing_else() -> None:
    async with showing("\r\n".join([CHAT, SHOUTED, CHAT])) as client:
        view = await client.open(1)
        change = await view.write(view.text.replace("USER", "user"))
        assert change["textDocument"] == {"uri": URI, "version": 1}
        assert len(change["edits"]) == 1
        assert client.text == "\r\n".join(3 * [CHAT])
        system = view.text.replace("USER", "system")
        await view.write(system)
        written = CHAT.replace('"user"', '"system"')
        assert client.text == "\r\n".join([CHAT, written, CHAT])
        unchanged = await client.ask("write", uri=view.uri, text=system)
        assert unchanged == {"origin": URI, "line": 1}
        assert client.told_changed() == []


async def test_a_file_that_is_not_open_is_read_and_written_too(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + f"{SHOUTED}\n{SHOUTED}\n".encode())
    async with showing(file.read_text("utf-8-sig"), file.as_uri(), is_open=False) as client:
        view = await client.open(0)
        change = await view.write(view.text.replace("USER", "user"))
        assert change["textDocument"] == {"uri": file.as_uri(), "version": None}
        assert client.text == f"{CHAT}\n{SHOUTED}\n"
        file.unlink()
        refusal = await view.refusal(view.text)
        assert refusal == "train.jsonl can't be read: No such file or directory."


async def test_a_file_whose_changes_are_unsaved_elsewhere_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(f"{SHOUTED}\n", encoding="utf-8")
    async with showing(file.read_text("utf-8"), file.as_uri(), is_open=False) as client:
        view = await client.open(0)
        edited = view.text.replace("USER", "user")
        refusal = await view.refusal(edited, unsaved=[file.as_uri()])
        assert refusal.startswith("The dataset has unsaved changes that are not seen here")
        await client.open_dataset()
        await view.write(edited, unsaved=[file.as_uri()])
        assert client.text == f"{CHAT}\n"


async def test_examples_that_are_saved_at_once_are_written_one_after_the_other() -> None:
    async with showing(f"{SHOUTED}\n{SHOUTED}\n{SHOUTED}") as client:
        views = [await client.open(line) for line in range(3)]
        changes = await client.write_all(
            [(view.uri, view.text.replace("USER", "user")) for view in views]
        )
        assert [change["textDocument"]["version"] for change in changes] == [1, 2, 3]
        assert client.text == f"{CHAT}\n{CHAT}\n{CHAT}"


async def test_an_image_can_be_copied_into_another_example() -> None:
    async with showing(f"{seen(PICTURE)}\n{seen('a.png')}") as client:
        source, target = await client.open(0), await client.open(1)
        await target.write(source.text)
        assert client.text == f"{seen(PICTURE)}\n{seen(PICTURE)}"


async def test_what_no_row_can_say_is_not_written() -> None:
    async with showing(seen(PICTURE)) as client:
        view = await client.open(0)
        refusal = await view.refusal(view.text[:-3])
        assert refusal == "This is no JSON object, so nothing is written."
        assert "stands for no image here" in await view.refusal(view.text.replace(">", "0>"))


async def test_10_mb_of_payload_hold_nobody_up() -> None:
    picture = data_uri("jpeg 10MB")
    async with showing(seen(picture)) as client:
        view = await client.open(0)
        low = view.text
        assert len(low) < 1000
        await view.findings()
        start = perf_counter()
        view.edit(low.replace('"low"', '"lo"'))
        assert await view.codes() == ["unknown-detail"]
        assert perf_counter() - start < 2
        start = perf_counter()
        await view.write(low.replace('"low"', '"high"'))
        assert perf_counter() - start < 5
        assert client.text == seen(picture, "high")
