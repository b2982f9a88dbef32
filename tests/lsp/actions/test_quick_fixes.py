"""The fixes of findings: tied to their diagnostics, and worked out when they are chosen."""

import pytest

from action_client import (
    CAPABILITIES,
    EXAMPLE,
    SHOUTED,
    action,
    actions,
    applied,
    resolved,
    titles,
    with_edits,
)
from pictures import data_uri
from stdio_client import Message, StdioClient, insertion, replacement, serving
from tunelint.text.columns import Unit

URI = "file:///data/train.jsonl"
SETTINGS = {"settings": {"ignore": ["too-few-examples"]}}
TO_USER = 'Change to "user"'
PLACE = (0, SHOUTED.index('"USER"') + 2)
SHOWN = EXAMPLE.replace(
    '"content": "Hi"}, ', '"content": [{"type": "image_url", "image_url": {"url": "URL"}}]}, '
)
URL_PLACE = (0, SHOWN.index('"URL"') + 1)
LEVELS = EXAMPLE.replace(
    '"Hi"}, ',
    '[{"type": "image_url", "image_url": {"url": "https://a.b/c.png", "detail": "ultra"}}]}, ',
)

CONVERT = "Convert greyscale PNG to RGB or RGBA PNG"
ENDLESS_CONVERSIONS = """
import sys
import threading
from tunelint.lsp.actions import image_work

image_work.mend = lambda *_: threading.Event().wait()

from tunelint.lsp.serving import serve
sys.exit(serve())
"""


async def opened(client: StdioClient, text: str, **more: object) -> list[Message]:
    """A document that is open; returns what is wrong with it."""
    await client.start(**{"capabilities": CAPABILITIES, "initializationOptions": SETTINGS, **more})
    client.open(URI, text)
    return await client.published(URI, 1)


async def test_a_fix_names_its_diagnostic_as_it_was_published() -> None:
    async with serving() as client:
        (published,) = await opened(client, SHOUTED)
        fix = await action(client, URI, TO_USER, PLACE)
        assert fix["diagnostics"] == [published]
        assert fix["kind"] == "quickfix"
        assert "edit" not in fix


async def test_the_only_safe_fix_is_preferred_and_none_of_several_guesses() -> None:
    async with serving() as client:
        await opened(client, f"{SHOUTED}\n{LEVELS}\n")
        assert (await action(client, URI, TO_USER, PLACE))["isPreferred"] is True
        guesses = await actions(client, URI, (1, LEVELS.index('"ultra"') + 1))
        fixes = [each for each in guesses if "diagnostics" in each]
        assert len(fixes) == 3
        assert not any("isPreferred" in each for each in fixes)


async def test_a_fix_changes_no_more_than_it_must() -> None:
    async with serving() as client:
        await opened(client, SHOUTED)
        edit = await resolved(client, await action(client, URI, TO_USER, PLACE))
        (change,) = edit["documentChanges"]
        assert change["textDocument"] == {"uri": URI, "version": 1}
        (only,) = change["edits"]
        assert only["newText"] == "user"
        assert applied(SHOUTED, edit) == EXAMPLE
        assert only["range"]["start"]["character"] == SHOUTED.index("USER")


@pytest.mark.parametrize("unit", list(Unit))
async def test_columns_are_counted_as_the_client_counts(unit: Unit) -> None:
    text = EXAMPLE.replace('"Hi"}, ', '"Schön 😀"}, ').replace('"assistant"', '"ASSISTANT"')
    general = {"positionEncodings": [unit.value]}
    async with serving() as client:
        (found,) = await opened(client, text, capabilities={**CAPABILITIES, "general": general})
        start = found["range"]["start"]
        place = (start["line"], start["character"] + 1)
        edit = await resolved(client, await action(client, URI, 'Change to "assistant"', place))
        assert applied(text, edit, unit=unit) == text.replace("ASSISTANT", "assistant")


async def test_a_fix_finds_its_line_when_others_were_put_before_it() -> None:
    async with serving() as client:
        await opened(client, SHOUTED)
        fix = await action(client, URI, TO_USER, PLACE)
        client.change(URI, 2, insertion(0, 0, f"{SHOUTED}\n".replace("Hi", "Ho")))
        edit = await resolved(client, fix)
        assert applied(f"\n{SHOUTED}", edit, version=2) == f"\n{EXAMPLE}"


async def test_a_fix_leaves_a_line_alone_that_was_changed_meanwhile() -> None:
    async with serving() as client:
        await opened(client, f"{SHOUTED}\n")
        fix = await action(client, URI, TO_USER, PLACE)
        client.change(URI, 2, replacement((0, 0), (1, 0), f"{SHOUTED} \n"))
        answer = await client.request("codeAction/resolve", fix)
        assert "edit" not in answer
        told = await client.wait(lambda message: message.get("method") == "window/showMessage")
        assert "changed meanwhile" in told["params"]["message"]


async def test_a_fix_of_a_closed_document_says_so() -> None:
    async with serving() as client:
        await opened(client, SHOUTED)
        fix = await action(client, URI, TO_USER, PLACE)
        client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
        assert "edit" not in await client.request("codeAction/resolve", fix)
        told = await client.wait(lambda message: message.get("method") == "window/showMessage")
        assert "dataset is closed" in told["params"]["message"]


async def test_a_client_that_resolves_nothing_gets_the_edits_at_once() -> None:
    text = f"{SHOUTED}\n{SHOWN.replace('URL', data_uri('png 8x8 L'))}"
    async with serving() as client:
        await opened(client, text, capabilities={})
        fix = await action(client, URI, TO_USER, PLACE)
        made = with_edits(text, fix["edit"]["changes"][URI])
        assert made == text.replace("USER", "user")
        # An image takes its time, and nobody said yet that this is wanted.
        column = URL_PLACE[1]
        offered = await actions(client, URI, (1, column))
        assert offered
        assert not any("Convert" in title for title in titles(offered))


async def test_a_fix_that_puts_an_object_in_the_place_of_a_text_is_offered() -> None:
    text = SHOWN.replace('{"url": "URL"}', '"https://a.org/1.png"')
    async with serving() as client:
        (found,) = await opened(client, text)
        place = (0, found["range"]["start"]["character"] + 1)
        (fix,) = (each for each in await actions(client, URI, place) if "isPreferred" in each)
        made = applied(text, await resolved(client, fix))
        assert made == SHOWN.replace("URL", "https://a.org/1.png")


async def test_findings_about_several_lines_are_fixed_too() -> None:
    twice = f"{EXAMPLE}\n{EXAMPLE}\n"
    async with serving() as client:
        await opened(client, twice)
        edit = await resolved(client, await action(client, URI, "Remove the line", (1, 0)))
        assert applied(twice, edit) == f"{EXAMPLE}\n"


async def test_a_conversion_is_named_by_what_comes_of_it() -> None:
    text = SHOWN.replace("URL", data_uri("jpeg 64x64 CMYK"))
    async with serving() as client:
        await opened(client, text)
        automatic = await actions(client, URI, URL_PLACE, triggerKind=2)
        assert "Convert CMYK JPEG to RGB or RGBA PNG" in titles(automatic)
        invoked = await actions(client, URI, URL_PLACE, triggerKind=1)
        (conversion,) = (each for each in invoked if each["title"].startswith("Convert CMYK JPEG"))
        assert "to RGB PNG: " in conversion["title"]
        made = applied(text, await resolved(client, conversion))
        assert "data:image/png;base64," in made
        client.change(URI, 2, {"text": made})
        assert await client.published(URI, 2) == []


async def test_an_image_that_cannot_be_converted_is_not_offered_to_be() -> None:
    text = SHOWN.replace("URL", data_uri("png 64x64 L damaged"))
    async with serving() as client:
        await opened(client, text)
        invoked = await actions(client, URI, URL_PLACE, triggerKind=1)
        assert invoked
        assert not any(title.startswith("Convert") for title in titles(invoked))


async def begun(client: StdioClient) -> Message:
    """A conversion that never ends was chosen, and its progress is shown; returns the latter."""
    await opened(client, SHOWN.replace("URL", data_uri("png 8x8 L")))
    fix = await action(client, URI, CONVERT, URL_PLACE, triggerKind=2)
    client.send({"id": "long", "method": "codeAction/resolve", "params": fix})
    create = await client.wait(
        lambda message: message.get("method") == "window/workDoneProgress/create"
    )
    client.send({"id": create["id"], "result": None})
    return await progressed(client)


async def progressed(client: StdioClient) -> Message:
    progress = await client.wait(lambda message: message.get("method") == "$/progress")
    return progress["params"]  # type: ignore[no-any-return]


async def assert_cancelled(client: StdioClient) -> None:
    answer = await client.wait(lambda message: message.get("id") == "long")
    assert answer["error"]["code"] == -32800
    assert (await progressed(client))["value"]["kind"] == "end"


async def test_long_work_is_shown_and_can_be_cancelled() -> None:
    async with serving("-c", ENDLESS_CONVERSIONS, afresh=True) as client:
        progress = await begun(client)
        assert progress["value"]["kind"] == "begin"
        assert progress["value"]["title"] == CONVERT
        client.notify("$/cancelRequest", {"id": "long"})
        await assert_cancelled(client)


async def test_the_progress_can_be_cancelled_too() -> None:
    async with serving("-c", ENDLESS_CONVERSIONS, afresh=True) as client:
        token = (await begun(client))["token"]
        client.notify("window/workDoneProgress/cancel", {"token": token})
        await assert_cancelled(client)
