"""Fixes edit the view of an example, with placeholders for the images that they make."""

from pathlib import Path

import pybase64

from example_client import WHOLE, showing
from example_rows import CHAT, CMYK, PICTURE, SHOUTED, seen, shown_url


async def test_a_quick_fix_edits_the_view() -> None:
    async with showing(SHOUTED) as client:
        view = await client.open(0)
        await view.findings()
        action = await view.action(view.range("USER"), 'Change to "user"')
        assert await view.made(action) == view.text.replace("USER", "user")


async def test_a_quote_is_missing_where_the_string_ends() -> None:
    async with showing(CHAT) as client:
        view = await client.open(0)
        await view.findings()
        sound = view.text
        view.edit(sound.replace('"user"', '"user'))
        (told,) = await view.findings()
        assert told["message"] == "This string has no closing quote."
        assert told["range"] == view.range('"user')
        action = await view.action(view.range("user,"), 'Insert "')
        assert await view.made(action) == sound


async def test_an_image_beside_the_dataset_is_embedded_in_a_view(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(pybase64.b64decode(PICTURE.partition(",")[2]))
    async with showing(seen("a.png"), (tmp_path / "train.jsonl").as_uri()) as client:
        view = await client.open(0)
        await view.findings()
        action = await view.action(view.range("a.png"), "Embed this image")
        embedded = await view.made(action)
        assert "data:image/png;base64,<PNG 64x64, 176 bytes, " in embedded
        await view.write(embedded)
        assert client.text == seen(PICTURE)


async def test_all_that_is_safe_is_fixed_at_once() -> None:
    async with showing(seen(CMYK).replace('"user"', '"USER"')) as client:
        view = await client.open(0)
        await view.findings()
        (action,) = await view.actions(WHOLE, only=["source.fixAll.tunelint"])
        assert '"user"' in await view.made(action)


async def test_a_converted_image_is_a_placeholder_that_can_be_written() -> None:
    async with showing(seen(CMYK)) as client:
        view = await client.open(0)
        await view.findings()
        action = await view.action(view.range("<JPEG"), "Convert CMYK JPEG to RGB PNG: ")
        converted = await view.made(action)
        assert len(converted) < len(view.text) + 20
        view.edit(converted)
        assert await view.codes() == []
        await view.write(converted)
        url = shown_url(client.text)
        assert client.text == seen(url)
        assert url != CMYK
