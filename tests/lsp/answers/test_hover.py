"""What a hover shows: the pages of rules, documentation, pictures."""

import base64
import io
import re
from typing import Any

import pytest
from PIL import Image

import pictures
from stdio_client import StdioClient, expect_cancellable, insertion, serving
from tunelint.rules.page import page
from tunelint.rules.registry import BY_CODE

URI = "file:///data/train.jsonl"
GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}'
BAD = GOOD.replace('"user"', '"usr"')
START, END = BAD.index('"usr"'), BAD.index('"usr"') + len('"usr"')
SETTINGS = {"settings": {"ignore": ["too-few-examples"]}}


def lowered(code: str) -> str:
    """The page of a rule with smaller headings."""
    return re.sub("^#", "###", page(BY_CODE[code]), flags=re.MULTILINE)


async def hover(client: StdioClient, line: int, character: int) -> Any:
    position = {"line": line, "character": character}
    params = {"textDocument": {"uri": URI}, "position": position}
    return await client.request("textDocument/hover", params)


async def test_hovering_a_finding_shows_its_rule() -> None:
    async with serving() as client:
        capabilities = await client.start(initializationOptions=SETTINGS)
        assert capabilities["hoverProvider"]
        client.open(URI, f"{GOOD}\n{BAD}\n")
        await client.published(URI, 1)
        for character in (START, END):
            assert await hover(client, 1, character) == {
                "contents": {"kind": "markdown", "value": lowered("unknown-role")},
                "range": {
                    "start": {"line": 1, "character": START},
                    "end": {"line": 1, "character": END},
                },
            }
        for line, character in ((1, START - 1), (1, END + 1), (2, 0), (9, 0)):
            assert await hover(client, line, character) is None


async def test_several_findings_at_a_place_are_all_explained() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, "?\n")
        await client.published(URI, 1)
        shown = (await hover(client, 0, 0))["contents"]["value"]
        assert shown == "\n---\n\n".join(map(lowered, ("too-few-examples", "invalid-json")))


async def test_a_finding_that_was_mended_is_not_explained() -> None:
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS)
        client.open(URI, BAD)
        client.change(URI, 2, insertion(0, START + 3, "e"))
        assert "unknown-role" not in (await hover(client, 0, START))["contents"]["value"]


@pytest.mark.parametrize(
    ("formats", "kind"),
    [([], "markdown"), (["plaintext", "markdown"], "markdown"), (["plaintext"], "plaintext")],
)
async def test_a_client_that_draws_no_markdown_is_sent_plain_text(
    formats: list[str], kind: str
) -> None:
    capabilities = {"textDocument": {"hover": {"contentFormat": formats}}}
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS, capabilities=capabilities)
        client.open(URI, BAD)
        await client.published(URI, 1)
        shown = (await hover(client, 0, START))["contents"]
        assert shown == {"kind": kind, "value": lowered("unknown-role")}


@pytest.mark.parametrize(("encoding", "width"), [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)])
async def test_places_are_counted_as_the_client_offers(encoding: str, width: int) -> None:
    general = {"positionEncodings": [encoding]}
    line = BAD.replace('{"messages"', '{"😀": 1, "messages"')
    start = line.index('"usr"') - 1 + width
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS, capabilities={"general": general})
        client.open(URI, line)
        await client.published(URI, 1)
        assert await hover(client, 0, start - 1) is None
        assert (await hover(client, 0, start))["range"]["start"]["character"] == start


async def test_what_is_no_open_dataset_has_nothing_to_show() -> None:
    async with serving() as client:
        await client.start()
        assert await hover(client, 0, 0) is None


def picture_line(url: str) -> str:
    part = f'{{"type": "image_url", "image_url": {{"url": "{url}"}}}}'
    return GOOD.replace('"Hi"', f"[{part}]", 1)


DRAWS = {"general": {"markdown": {"parser": "marked"}}}


async def test_an_image_is_shown_to_a_client_that_draws_markdown() -> None:
    line = picture_line(pictures.data_uri("png 1024x512"))
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS, capabilities=DRAWS)
        client.open(URI, line)
        text = (await hover(client, 0, line.index("data:")))["contents"]["value"]
    picture = re.search(r"\(data:([^;]+);base64,([^)]+)\)", text)
    assert picture
    media_type, payload = picture.groups()
    with Image.open(io.BytesIO(base64.b64decode(payload))) as image:
        assert (image.get_format_mimetype(), image.size) == (media_type, (256, 128))


async def test_other_clients_are_told_of_an_image_in_words() -> None:
    line = picture_line(pictures.data_uri("png 1024x512"))
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS)
        client.open(URI, line)
        text = (await hover(client, 0, line.index("data:")))["contents"]["value"]
    assert "1024x512" in text
    assert "base64" not in text


async def test_a_cancelled_hover_is_answered_at_once_and_typing_goes_on() -> None:
    line = picture_line(pictures.data_uri("png 4096x4096 RGBA"))
    position = {"line": 0, "character": line.index("data:")}
    params = {"textDocument": {"uri": URI}, "position": position}
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS, capabilities=DRAWS)
        client.open(URI, line)
        await client.published(URI, 1)
        await expect_cancellable(client, URI, "textDocument/hover", params)
