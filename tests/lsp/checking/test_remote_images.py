"""Images by URL in an editor: fetched by a command, and judged and counted from then on."""

import asyncio
import subprocess
import sys

from remote_client import (
    CHECK,
    SOUND,
    URI,
    Hanging,
    editing,
    found,
    hints,
    hover,
    lenses,
    line,
    paths,
    refreshed,
    run,
    told,
)
from stdio_client import insertion
from web import Web, page


async def test_images_are_judged_by_what_their_urls_answer(web: Web) -> None:
    names = ("grey.png", "sound.png", "gone.png", "sound.png", "http://127.0.0.1/a.png")
    async with editing(web, *names) as client:
        await run(client, CHECK, URI)
        assert await told(client) == "Fetched 2 of 4 images by URL."
        findings = [(0, "image-mode"), (2, "unreachable-image"), (4, "unreachable-image")]
        assert found(await client.published(URI, 1)) == findings
        assert paths(web) == ["/gone.png", "/grey.png", "/sound.png"]


async def test_what_was_learned_survives_edits_and_holds_for_new_lines(web: Web) -> None:
    async with editing(web, "gone.png", "sound.png") as client:
        await run(client, CHECK, URI)
        await client.published(URI, 1)
        client.change(URI, 2, insertion(1, line("sound.png").index("What"), "Hm. "))
        assert found(await client.published(URI, 2)) == [(0, "unreachable-image")]
        client.change(URI, 3, insertion(0, 0, line("gone.png").replace("What", "Who")))
        both = [(0, "unreachable-image"), (1, "unreachable-image")]
        assert found(await client.published(URI, 3)) == both
        assert paths(web) == ["/gone.png", "/sound.png"]


async def test_a_second_check_asks_again_only_where_no_image_came(web: Web) -> None:
    async with editing(web, "gone.png", "sound.png") as client:
        await run(client, CHECK, URI)
        await client.published(URI, 1)
        web.pages["/gone.png"] = page(SOUND)
        await run(client, CHECK, URI)
        assert await client.published(URI, 1) == []
        assert paths(web) == ["/gone.png", "/gone.png", "/sound.png"]


async def test_images_that_were_fetched_count_by_their_sizes(web: Web) -> None:
    async with editing(web, "sound.png") as client:
        assert await hints(client) == ["85 to 1,445 tokens"]
        await lenses(client)
        await refreshed(client, "codeLens")
        file, example = await lenses(client)
        assert file.startswith("1 example, 104 to 1,464 tokens; ")
        assert example == "1 turn, 1 image, 104 to 1,464 tokens"
        await run(client, CHECK, URI)
        await refreshed(client, "inlayHint")
        assert await hints(client) == ["1024x512 RGB, 85 to 425 tokens"]
        await refreshed(client, "codeLens")
        file, example = await lenses(client)
        assert file.startswith("1 example, 104 to 444 tokens; ")
        assert example == "1 turn, 1 image, 104 to 444 tokens"


async def test_a_dataset_without_urls_is_nothing_to_check(web: Web) -> None:
    async with editing(web) as client:
        await run(client, CHECK, URI)
        message = await client.wait(lambda each: each.get("method") == "window/showMessage")
        info = {"type": 3, "message": "This dataset has no images by URL."}
        assert message["params"] == info


async def test_the_check_tells_how_far_it_is_and_can_be_cancelled(web: Web) -> None:
    web.pages["/slow.png"] = slow = Hanging()
    async with editing(web, "gone.png", "slow.png") as client:
        params = {"command": CHECK, "arguments": [URI]}
        client.send({"id": "check", "method": "workspace/executeCommand", "params": params})
        method = "window/workDoneProgress/create"
        create = await client.wait(lambda each: each.get("method") == method)
        client.send({"id": create["id"], "result": None})
        reported = {"kind": "report", "message": "1 of 2", "percentage": 50}
        await client.wait(lambda each: each.get("params", {}).get("value") == reported)
        await slow.begun.wait()
        token = {"token": create["params"]["token"]}
        client.notify("window/workDoneProgress/cancel", token)
        async with asyncio.timeout(30):
            await slow.left.wait()
        answer = await client.wait(lambda each: each.get("id") == "check")
        assert answer["result"] is None
        assert found(await client.published(URI, 1)) == [(0, "unreachable-image")]


async def test_a_check_ends_with_its_request(web: Web) -> None:
    web.pages["/slow.png"] = slow = Hanging()
    async with editing(web, "slow.png") as client:
        params = {"command": CHECK, "arguments": [URI]}
        client.send({"id": "check", "method": "workspace/executeCommand", "params": params})
        async with asyncio.timeout(30):
            await slow.begun.wait()
            client.notify("$/cancelRequest", {"id": "check"})
            await slow.left.wait()
        answer = await client.wait(lambda each: each.get("id") == "check")
        assert answer["error"]["code"] == -32800


async def test_nothing_is_fetched_for_a_workspace_that_is_not_trusted(web: Web) -> None:
    refusal = "Nothing is fetched here: the workspace is not trusted."
    async with editing(web, "sound.png", trusted=False, fetchImages=True) as client:
        await run(client, CHECK, URI)
        assert await told(client) == refusal
        await run(client, "tunelint.fetchPreview", URI, "http://example.org/sound.png")
        assert await told(client) == refusal
        text = await hover(client, 0, "sound.png")
        assert text.startswith("Image on `example.org`.")
        assert "Fetch" not in text
    assert web.looked_up == []


def test_until_something_is_fetched_nothing_for_it_is_imported() -> None:
    code = "import sys, tunelint.lsp.serving; sys.exit('httpx' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
