"""Examples become examples of another kind, one by one or all of a file."""

import orjson

from action_client import CAPABILITIES, EXAMPLE, action, actions, applied, resolved, titles
from stdio_client import StdioClient, serving
from tunelint.convert import PLACEHOLDER

URI = "file:///data/train.jsonl"
SETTINGS = {"settings": {"ignore": ["too-few-examples", "duplicate-example"]}}
ONE, ALL = "Make a preference example of it", "Make preference examples of all lines in this file"
TOOLS = "Rewrite all functions in this file as tools"
START = (0, 2)
PREFERENCE = (
    '{"input": {"messages": [{"role": "user", "content": "Hi"}]}, '
    '"preferred_output": [{"role": "assistant", "content": "Hi"}], '
    f'"non_preferred_output": [{{"role": "assistant", "content": "{PLACEHOLDER}"}}]}}'
)
CALLING = orjson.dumps(
    {
        "messages": [
            {"role": "user", "content": "Weather?"},
            {
                "role": "assistant",
                "function_call": {"name": "look", "arguments": "{}"},
            },
        ],
        "functions": [{"name": "look", "parameters": {"type": "object", "properties": {}}}],
    }
).decode()


async def opened(client: StdioClient, text: str) -> None:
    await client.start(capabilities=CAPABILITIES, initializationOptions=SETTINGS)
    client.open(URI, text)
    await client.published(URI, 1)


async def checked(client: StdioClient) -> None:
    """The first schema of a tool takes long: what judges it has to be loaded."""
    while (await client.summary(URI))["forecast"] is None:
        pass


async def test_one_example_becomes_a_preference() -> None:
    text = f"{EXAMPLE}\r\n{EXAMPLE}\r\n"
    async with serving() as client:
        await opened(client, text)
        convert = await action(client, URI, ONE, START)
        assert convert["kind"] == "refactor.rewrite"
        made = applied(text, await resolved(client, convert))
        assert made == f"{PREFERENCE}\r\n{EXAMPLE}\r\n"


async def test_all_examples_become_preferences_in_one_edit() -> None:
    system = EXAMPLE.replace('[{"role": "user"', '[{"role": "system"')
    lonely = '{"messages": [{"role": "assistant", "content": "Hi"}]}'
    text = f"{EXAMPLE}\n\n{lonely}\n{system}"
    async with serving() as client:
        await opened(client, text)
        convert = await action(client, URI, ALL, START)
        assert "edit" not in convert
        made = applied(text, await resolved(client, convert))
        assert made == f"{PREFERENCE}\n\n{lonely}\n" + PREFERENCE.replace("user", "system")
        client.change(URI, 2, {"text": f"{PREFERENCE}\n"})
        assert await client.published(URI, 2) == []


async def test_what_is_no_supervised_example_is_not_offered_to_become_a_preference() -> None:
    async with serving() as client:
        await opened(client, f"{EXAMPLE}\n\n{{\n")
        assert ONE in titles(await actions(client, URI, START))
        for row in (1, 2, 3):
            assert ONE not in titles(await actions(client, URI, (row, 0)))
        client.change(URI, 2, {"text": f"{PREFERENCE}\n" * 2})
        await client.published(URI, 2)
        assert not {ONE, ALL} & {*titles(await actions(client, URI, START))}


async def test_one_example_is_not_offered_to_become_many() -> None:
    async with serving() as client:
        await opened(client, f"{EXAMPLE}\n")
        assert ALL not in titles(await actions(client, URI, START))


async def test_a_light_bulb_is_no_occasion_to_offer_it() -> None:
    async with serving() as client:
        await opened(client, EXAMPLE)
        assert await actions(client, URI, START, triggerKind=2) == []


async def test_all_functions_of_the_file_become_tools() -> None:
    text = f"{CALLING}\n{EXAMPLE}\n{CALLING}\n"
    async with serving() as client:
        await opened(client, text)
        await checked(client)
        place = (0, CALLING.index('"functions"') + 2)
        convert = await action(client, URI, TOOLS, place)
        assert convert["kind"] == "refactor.rewrite"
        first, second, third = applied(text, await resolved(client, convert)).splitlines()
        assert (first, second) == (third, EXAMPLE)
        written = orjson.loads(first)
        (call,) = written["messages"][1]["tool_calls"]
        assert call["function"] == {"name": "look", "arguments": "{}"}
        assert [tool["type"] for tool in written["tools"]] == ["function"]


async def test_where_functions_are_only_declared_the_fix_of_the_rule_will_do() -> None:
    declaring = CALLING.replace('"function_call":{"name":"look","arguments":"{}"}', '"content":"A"')
    async with serving() as client:
        await opened(client, f"{declaring}\n{declaring}\n")
        await checked(client)
        offered = titles(await actions(client, URI, (0, declaring.index('"functions"') + 2)))
        assert "Fix all deprecated-functions in this file" in offered
        assert TOOLS not in offered
