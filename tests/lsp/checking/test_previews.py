"""Images by URL under the pointer and in a chat: fetched if the user wants it."""

import asyncio
from urllib.parse import unquote

import orjson

from pictures import make
from remote_client import (
    CHECK,
    LINK,
    SOUND,
    URI,
    Hanging,
    editing,
    found,
    hover,
    hover_params,
    paths,
    run,
)
from web import Web, page


async def test_a_hover_fetches_nothing_but_by_its_link(web: Web) -> None:
    async with editing(web, "sound.png") as client:
        text = await hover(client, 0, "sound.png")
        assert text.startswith("Image on `example.org`.")
        assert web.looked_up == []
        link = LINK.search(text)
        assert link
        await run(client, link[1], *orjson.loads(unquote(link[2])))
        text = await hover(client, 0, "sound.png")
        assert "![thumbnail](data:image/jpeg;base64," in text
        assert "**PNG**, RGB, 1024x512 pixels" in text
        assert not LINK.search(text)
        assert paths(web) == ["/sound.png"]


async def test_a_client_that_runs_no_links_is_shown_none(web: Web) -> None:
    async with editing(web, "sound.png", links=False) as client:
        assert "command:" not in await hover(client, 0, "sound.png")


async def test_a_hover_fetches_once_where_the_user_wants_that(web: Web) -> None:
    async with editing(web, "sound.png", "sound.png", fetchImages=True) as client:
        for row in (0, 1, 0):
            assert "![thumbnail](data:" in await hover(client, row, "sound.png")
        assert paths(web) == ["/sound.png"]


async def test_a_chat_shows_what_was_fetched_and_fetches_nothing(web: Web) -> None:
    async with editing(web, "sound.png", fetchImages=True) as client:
        params = {"uri": URI, "line": 0}
        before = await client.request("tunelint/chat", params)
        assert web.looked_up == []
        await run(client, "tunelint.fetchPreview", URI, "http://example.org/sound.png")
        after = await client.request("tunelint/chat", params)
    for chat, is_shown in ((before, False), (after, True)):
        image = chat["blocks"][0]["messages"][0]["parts"][1]
        assert (image["src"] is not None, image["fetchable"]) == (is_shown, not is_shown)


async def test_a_hover_tells_why_there_is_no_picture_and_offers_to_try_again(web: Web) -> None:
    sentence = "This image can't be fetched: the host answers 404 (Not Found). The service skips it"
    async with editing(web, "gone.png", fetchImages=True) as client:
        text = await hover(client, 0, "gone.png")
        assert text.count(f"- {sentence}") == 1
        assert found(await client.published(URI, 1)) == [(0, "unreachable-image")]
        text = await hover(client, 0, "gone.png")
        assert text.count(f"- {sentence}") == 1
        assert LINK.search(text)
        assert paths(web) == ["/gone.png"]


async def test_a_picture_that_can_not_be_drawn_is_not_offered_again(web: Web) -> None:
    web.pages["/drawing.svg"] = page(make("svg")[1])
    async with editing(web, "drawing.svg", fetchImages=True) as client:
        text = await hover(client, 0, "drawing.svg")
        assert "**SVG**" in text
        assert "preview" not in text


async def test_a_preview_is_there_still_when_all_urls_were_checked(web: Web) -> None:
    async with editing(web, "sound.png") as client:
        await run(client, "tunelint.fetchPreview", URI, "http://example.org/sound.png")
        await run(client, CHECK, URI)
        assert "![thumbnail](data:" in await hover(client, 0, "sound.png")


async def test_cancelling_a_hover_closes_its_connection(web: Web) -> None:
    web.pages["/slow.png"] = slow = Hanging()
    async with editing(web, "slow.png", fetchImages=True) as client:
        params = hover_params(0, "slow.png")
        client.send({"id": "slow", "method": "textDocument/hover", "params": params})
        async with asyncio.timeout(30):
            await slow.begun.wait()
            client.notify("$/cancelRequest", {"id": "slow"})
            await slow.left.wait()
        answer = await client.wait(lambda each: each.get("id") == "slow")
        assert answer["error"]["code"] == -32800
        web.pages["/slow.png"] = page(SOUND)
        assert "![thumbnail](data:" in await hover(client, 0, "slow.png")
