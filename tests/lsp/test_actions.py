"""The code actions on findings: so far, to explain the rule."""

from typing import Any

from stdio_client import StdioClient, serving

URI = "file:///data/train.jsonl"
GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}'
BAD = GOOD.replace('"user"', '"usr"').replace('"assistant"', '"bot"')
WORSE = GOOD.replace('"content"', '"contents"')
SETTINGS = {"settings": {"ignore": ["too-few-examples"]}}


async def actions(
    client: StdioClient, start: tuple[int, int], end: tuple[int, int], **context: Any
) -> list[dict[str, Any]]:
    (first, column), (last, end_column) = start, end
    params = {
        "textDocument": {"uri": URI},
        "range": {
            "start": {"line": first, "character": column},
            "end": {"line": last, "character": end_column},
        },
        "context": {"diagnostics": [], **context},
    }
    return await client.request("textDocument/codeAction", params)  # type: ignore[no-any-return]


def titles(found: list[dict[str, Any]]) -> list[str]:
    return [action["title"] for action in found]


async def test_a_finding_can_be_explained_which_is_no_fix() -> None:
    place = (0, BAD.index('"usr"') + 2)
    async with serving() as client:
        capabilities = await client.start(initializationOptions=SETTINGS)
        assert capabilities["codeActionProvider"] == {"codeActionKinds": ["quickfix"]}
        client.open(URI, BAD)
        await client.published(URI, 1)
        explanation = {
            "title": "Explain unknown-role",
            "kind": "quickfix",
            "command": {
                "title": "Explain unknown-role",
                "command": "tunelint.explain",
                "arguments": ["unknown-role"],
            },
        }
        assert await actions(client, place, place) == [explanation]
        assert await actions(client, (0, 0), (0, 0)) == []


async def test_each_rule_in_a_range_is_offered_once() -> None:
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS)
        client.open(URI, f"{GOOD}\n{BAD}\n{WORSE}\n{BAD}\n")
        await client.published(URI, 1)
        everything = titles(await actions(client, (0, 0), (4, 0)))
        assert len(everything) == len(set(everything))
        assert {"Explain unknown-role", "Explain unknown-key"} <= set(everything)
        below = titles(await actions(client, (1, len(BAD)), (2, len(WORSE))))
        assert "Explain unknown-role" not in below
        assert "Explain unknown-key" in below


async def test_only_the_kinds_that_the_client_asks_for_are_offered() -> None:
    wanted = (["quickfix"], [""], ["refactor", "quickfix"])
    unwanted: tuple[list[str], ...] = (["quickfix.tunelint"], ["quick"], ["source.fixAll"], [])
    async with serving() as client:
        await client.start(initializationOptions=SETTINGS)
        client.open(URI, BAD)
        await client.published(URI, 1)
        for only in (*wanted, *unwanted):
            offered = titles(await actions(client, (0, 0), (0, len(BAD)), only=only))
            assert offered == ["Explain unknown-role"] * (only in wanted), only


async def test_a_document_that_is_not_open_has_no_actions() -> None:
    async with serving() as client:
        await client.start()
        assert await actions(client, (0, 0), (9, 0)) == []
