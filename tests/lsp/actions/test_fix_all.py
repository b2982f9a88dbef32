"""All safe fixes at once: one edit of the document, as small as it can be."""

import orjson

from action_client import CAPABILITIES, EXAMPLE, SHOUTED, action, actions, applied, resolved, titles
from pictures import data_uri
from stdio_client import Message, StdioClient, insertion, serving

URI = "file:///data/train.jsonl"
SETTINGS = {"settings": {"ignore": ["too-few-examples", "duplicate-example"]}}
PLACE = (0, SHOUTED.index('"USER"') + 2)
SAME_RULE = "Fix all unknown-role in this file"
GUESS = EXAMPLE.replace('"user"', '"human"')
PRETTY = EXAMPLE.replace("[", "[\n  ").replace("}, ", "},\n  ")
GREY = EXAMPLE.replace(
    '"content": "Hi"}, ', '"content": [{"type": "image_url", "image_url": {"url": "URL"}}]}, '
).replace("URL", data_uri("png 8x8 L"))

ENDLESS_FIXING = """
import sys
from itertools import repeat
from tunelint.engine.open_fixing import OpenFixing

def faulty(self, faulty=OpenFixing.faulty):
    return repeat(next(faulty(self)))

OpenFixing.faulty = faulty

from tunelint.lsp.serving import serve
sys.exit(serve())
"""


async def opened(client: StdioClient, text: str) -> None:
    await client.start(capabilities=CAPABILITIES, initializationOptions=SETTINGS)
    client.open(URI, text)
    await client.published(URI, 1)


async def on_save(client: StdioClient) -> list[Message]:
    """What a client asks for when it saves."""
    return await actions(client, URI, (0, 0), only=["source.fixAll.tunelint"], triggerKind=2)


async def test_every_safe_fix_of_the_file_is_made_at_once() -> None:
    text = f"{SHOUTED}\n\n{GUESS}\n{PRETTY}\n{GREY}\n{EXAMPLE}\n"
    async with serving() as client:
        await opened(client, text)
        (fix_all,) = await on_save(client)
        assert "edit" not in fix_all
        made = applied(text, await resolved(client, fix_all))
        *mended, last = made.splitlines()
        assert mended[:2] == [EXAMPLE, GUESS]
        assert mended[2].replace(" ", "") == EXAMPLE.replace(" ", "")
        assert "data:image/png;base64," in mended[3]
        assert (len(mended), last) == (4, EXAMPLE)
        client.change(URI, 2, {"text": made})
        assert [found["code"] for found in await client.published(URI, 2)] == ["unknown-role"]
        assert await on_save(client) == []


async def test_what_only_shows_when_the_lines_can_be_read_is_fixed_too() -> None:
    legacy = orjson.dumps(
        {
            "input": {"messages": [{"role": "user", "content": "Hi"}]},
            "preferred_completion": [{"role": "assistant", "content": "Hello"}],
            "non_preferred_completion": [{"role": "assistant", "content": "What?"}],
        }
    ).decode()
    text = f"\ufeff{EXAMPLE}\n" + f"{legacy[:-1]},}}\n" * 3
    async with serving() as client:
        await opened(client, text)
        (fix_all,) = await on_save(client)
        made = applied(text, await resolved(client, fix_all))
        assert made == f"\ufeff{EXAMPLE}\n" + f"{legacy.replace('_completion', '_output')}\n" * 3
        client.change(URI, 2, {"text": made})
        await client.published(URI, 2)
        assert await on_save(client) == []


async def test_one_rule_is_fixed_in_the_whole_file() -> None:
    text = f"{SHOUTED}\n\n{SHOUTED}\n{GUESS}\n"
    async with serving() as client:
        await opened(client, text)
        edit = await resolved(client, await action(client, URI, SAME_RULE, PLACE))
        assert applied(text, edit) == f"{EXAMPLE}\n\n{EXAMPLE}\n{GUESS}\n"


async def test_a_rule_that_found_one_thing_is_not_offered_for_the_whole_file() -> None:
    async with serving() as client:
        await opened(client, f"{SHOUTED}\n{EXAMPLE}\n")
        assert SAME_RULE not in titles(await actions(client, URI, PLACE))


async def test_guesses_are_not_offered_for_the_whole_file() -> None:
    async with serving() as client:
        await opened(client, f"{GUESS}\n{GUESS}\n")
        offered = titles(await actions(client, URI, (0, GUESS.index('"human"') + 1)))
        assert offered
        assert SAME_RULE not in offered
        assert await on_save(client) == []


async def test_rows_that_are_not_checked_yet_are_fixed_too() -> None:
    text = f"{EXAMPLE}\n" * 20_000
    async with serving() as client:
        await opened(client, text)
        client.change(URI, 2, insertion(20_000, 0, SHOUTED))
        (fix_all,) = await on_save(client)
        edit = await resolved(client, fix_all)
        assert applied(text + SHOUTED, edit, version=2) == text + EXAMPLE


async def test_an_edit_in_the_meantime_stops_it() -> None:
    async with serving("-c", ENDLESS_FIXING, afresh=True) as client:
        await opened(client, SHOUTED)
        (fix_all,) = await on_save(client)
        client.send({"id": "all", "method": "codeAction/resolve", "params": fix_all})
        await client.wait(lambda message: message.get("method") == "window/workDoneProgress/create")
        client.change(URI, 2, insertion(0, 0, "\n"))
        answer = await client.wait(lambda message: message.get("id") == "all")
        assert "edit" not in answer["result"]
        told = await client.wait(lambda message: message.get("method") == "window/showMessage")
        assert "edited meanwhile" in told["params"]["message"]
