"""Which code actions are offered where, and to whom."""

from action_client import CAPABILITIES, EXAMPLE, SHOUTED, actions, titles
from stdio_client import serving

URI = "file:///data/train.jsonl"
WORSE = EXAMPLE.replace('"content"', '"contents"')
SETTINGS = {"settings": {"ignore": ["too-few-examples"]}}
PLACE = (0, SHOUTED.index('"USER"') + 2)
KINDS = ["source.fixAll.tunelint", "refactor.rewrite", "refactor.inline", "refactor.extract"]


async def test_a_finding_can_be_explained_which_is_no_fix() -> None:
    async with serving() as client:
        capabilities = await client.start(initializationOptions=SETTINGS)
        provider = {"codeActionKinds": ["quickfix", *KINDS], "resolveProvider": True}
        assert capabilities["codeActionProvider"] == provider
        client.open(URI, SHOUTED)
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
        assert explanation in await actions(client, URI, PLACE)
        assert await actions(client, URI, (0, 1)) == []


async def test_each_rule_in_a_range_is_offered_once() -> None:
    async with serving() as client:
        await client.start(capabilities=CAPABILITIES, initializationOptions=SETTINGS)
        client.open(URI, f"{EXAMPLE}\n{SHOUTED}\n{WORSE}\n{SHOUTED}\n")
        await client.published(URI, 1)
        everything = titles(await actions(client, URI, (0, 0), (4, 0)))
        explained = [title for title in everything if title.startswith("Explain")]
        assert len(explained) == len(set(explained))
        assert {"Explain unknown-role", "Explain unknown-key"} <= set(explained)
        below = titles(await actions(client, URI, (1, len(SHOUTED)), (2, len(WORSE))))
        assert "Explain unknown-role" not in below
        assert "Explain unknown-key" in below


async def test_only_the_kinds_that_the_client_asks_for_are_offered() -> None:
    async with serving() as client:
        await client.start(capabilities=CAPABILITIES, initializationOptions=SETTINGS)
        client.open(URI, SHOUTED)
        await client.published(URI, 1)
        fixes = {"quickfix"}
        for only, kinds in (
            (["quickfix"], fixes),
            ([""], {*fixes, "source.fixAll.tunelint"}),
            (["refactor", "quickfix"], fixes),
            (["source"], {"source.fixAll.tunelint"}),
            (["source.fixAll.tunelint"], {"source.fixAll.tunelint"}),
            (["quickfix.tunelint"], set()),
            (["quick"], set()),
            (["source.organizeImports"], set()),
            ([], set()),
        ):
            offered = await actions(client, URI, PLACE, only=only)
            assert {each["kind"] for each in offered} == kinds, only


async def test_what_is_about_the_file_is_offered_on_request_only() -> None:
    async with serving() as client:
        await client.start(capabilities=CAPABILITIES, initializationOptions=SETTINGS)
        client.open(URI, SHOUTED)
        await client.published(URI, 1)
        assert "source.fixAll.tunelint" not in {
            a["kind"] for a in await actions(client, URI, PLACE)
        }


async def test_a_document_that_is_not_open_has_no_actions() -> None:
    async with serving() as client:
        await client.start()
        assert await actions(client, URI, (0, 0), (9, 0)) == []


async def test_a_place_behind_the_end_of_the_document_has_no_actions() -> None:
    async with serving() as client:
        await client.start(capabilities=CAPABILITIES, initializationOptions=SETTINGS)
        client.open(URI, EXAMPLE)
        await client.published(URI, 1)
        assert await actions(client, URI, (7, 3), only=[""]) == []
