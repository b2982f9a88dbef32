"""What can be done with an image: its detail, embedded or in a file of its own."""

import base64
from pathlib import Path
from typing import Any

import pytest

from action_client import CAPABILITIES, EXAMPLE, action, actions, applied, resolved, titles
from pictures import data_uri, make
from stdio_client import Message, StdioClient, serving

URI = "file:///data/train.jsonl"
SETTINGS = {"settings": {"ignore": ["too-few-examples", "duplicate-example"]}}
PNG = "png 8x8"
APPLIED: Message = {"result": {"applied": True}}


def example(*references: str) -> str:
    """An example with images."""
    parts = (f'{{"type": "image_url", "image_url": {{{each}}}}}' for each in references)
    return EXAMPLE.replace('"content": "Hi"}, ', f'"content": [{", ".join(parts)}]}}, ')


LOW = '"url": "https://a.org/1.png", "detail": "low"'
PLAIN = '"url": "https://a.org/2.png"'
TWO = example(LOW, PLAIN)
SECOND = (0, TWO.index("2.png"))


async def opened(
    client: StdioClient, text: str, uri: str = URI, **options: object
) -> list[Message]:
    settings = {**SETTINGS, **options}
    await client.start(capabilities=CAPABILITIES, initializationOptions=settings)
    client.open(uri, text)
    return await client.published(uri, 1)


async def set_detail(client: StdioClient, title: str, text: str) -> str:
    return applied(text, await resolved(client, await action(client, URI, title, SECOND)))


async def test_the_detail_of_an_image_is_set_where_the_cursor_is() -> None:
    async with serving() as client:
        await opened(client, TWO)
        made = await set_detail(client, 'Set detail of this image to "high"', TWO)
        assert made == example(LOW, f'{PLAIN}, "detail": "high"')


async def test_the_detail_of_a_whole_example_is_set() -> None:
    async with serving() as client:
        await opened(client, TWO)
        title = 'Set detail of all 2 images of this example to "auto"'
        made = await set_detail(client, title, TWO)
        assert made == example(LOW.replace("low", "auto"), f'{PLAIN}, "detail": "auto"')


async def test_the_detail_of_a_whole_file_is_set() -> None:
    text = f'{TWO}\n{EXAMPLE}\nno JSON with "image_url"\n{TWO}\n'
    async with serving() as client:
        await opened(client, text)
        made = await set_detail(client, 'Set detail of all images in this file to "low"', text)
        assert made == text.replace(PLAIN, f'{PLAIN}, "detail": "low"')


async def test_what_is_set_already_is_not_offered() -> None:
    async with serving() as client:
        await opened(client, TWO)
        offered = titles(await actions(client, URI, (0, TWO.index("1.png"))))
        assert 'Set detail of this image to "high"' in offered
        assert 'Set detail of this image to "low"' not in offered


async def test_nothing_is_offered_beside_an_image() -> None:
    async with serving() as client:
        await opened(client, TWO)
        offered = titles(await actions(client, URI, (0, 2)))
        assert not any("image" in title for title in offered)


async def extract(
    client: StdioClient, uri: str, text: str, answer: Message = APPLIED
) -> str | None:
    """Run the action on the image in the text; returns the text that comes of it, if any."""
    offered = await action(
        client, uri, "Extract this image to a file", (0, text.index("data:image"))
    )
    command: dict[str, Any] = offered["command"]
    params = {"command": command["command"], "arguments": command["arguments"]}
    client.send({"id": "extract", "method": "workspace/executeCommand", "params": params})
    asked = await client.wait(
        lambda message: (
            message.get("method") in ("workspace/applyEdit", "window/showMessage")
            or message.get("id") == "extract"
        )
    )
    if asked.get("method") != "workspace/applyEdit":
        return None
    client.send({"id": asked["id"], **answer})
    await client.wait(lambda message: message.get("id") == "extract")
    return applied(text, asked["params"]["edit"])


async def test_an_image_goes_into_a_file_and_back(tmp_path: Path) -> None:
    text = example(f'"url": "{data_uri(PNG)}"')
    uri = (tmp_path / "train.jsonl").as_uri()
    async with serving() as client:
        await opened(client, text, uri)
        made = await extract(client, uri, text)
        (file,) = tmp_path.iterdir()
        assert file.read_bytes() == make(PNG)[1]
        assert made == example(f'"url": "{file.name}"')

        client.change(uri, 2, {"text": made})
        (found,) = await client.published(uri, 2)
        assert found["code"] == "unsupported-url-scheme"
        embed = await action(client, uri, "Embed this image", (0, made.index(file.name)))
        assert embed["kind"] == "refactor.inline"
        assert applied(made, await resolved(client, embed), version=2) == text


@pytest.mark.parametrize(
    "answer",
    [
        {"result": {"applied": False}},
        {"result": None},
        {"error": {"code": -32603, "message": "no"}},
    ],
)
async def test_no_file_is_left_where_the_edit_is_not_made(tmp_path: Path, answer: Message) -> None:
    text = example(f'"url": "{data_uri(PNG)}"')
    uri = (tmp_path / "train.jsonl").as_uri()
    async with serving() as client:
        await opened(client, text, uri)
        await extract(client, uri, text, answer)
        assert not [*tmp_path.iterdir()]


async def test_a_file_that_holds_something_else_is_not_overwritten(tmp_path: Path) -> None:
    text = example(f'"url": "{data_uri(PNG)}"')
    uri = (tmp_path / "train.jsonl").as_uri()
    async with serving() as client:
        await opened(client, text, uri)
        await extract(client, uri, text)
        (file,) = tmp_path.iterdir()
        file.write_text("mine", "utf-8")
        assert await extract(client, uri, text) is None
        assert file.read_text("utf-8") == "mine"


async def test_an_image_that_is_in_a_file_already_is_not_written_twice(tmp_path: Path) -> None:
    text = example(f'"url": "{data_uri(PNG)}"')
    uri = (tmp_path / "train.jsonl").as_uri()
    async with serving() as client:
        await opened(client, text, uri)
        made = await extract(client, uri, text)
        assert await extract(client, uri, text) == made
        assert len([*tmp_path.iterdir()]) == 1


async def test_bytes_that_are_no_image_are_not_written(tmp_path: Path) -> None:
    payload = base64.b64encode(b"#!/bin/sh\nrm -r /\n").decode()
    text = example(f'"url": "data:image/png;base64,{payload}"')
    uri = (tmp_path / "train.jsonl").as_uri()
    async with serving() as client:
        await opened(client, text, uri)
        assert await extract(client, uri, text) is None
        assert not [*tmp_path.iterdir()]


async def test_no_file_is_written_in_a_workspace_that_is_not_trusted(tmp_path: Path) -> None:
    text = example(f'"url": "{data_uri(PNG)}"')
    uri = (tmp_path / "train.jsonl").as_uri()
    place = (0, text.index("data:image"))
    async with serving() as client:
        await opened(client, text, uri, trusted=False)
        offered = titles(await actions(client, uri, place))
        assert 'Set detail of this image to "low"' in offered
        assert "Extract this image to a file" not in offered


async def test_a_file_outside_is_not_embedded(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(make(PNG)[1])
    (tmp_path / "work").mkdir()
    uri = (tmp_path / "work" / "train.jsonl").as_uri()
    text = example('"url": "../secret.png"')
    async with serving() as client:
        await opened(client, text, uri)
        embed = await action(client, uri, "Embed this image", (0, text.index("secret")))
        assert "edit" not in await client.request("codeAction/resolve", embed)
        told = await client.wait(lambda message: message.get("method") == "window/showMessage")
        assert "outside the folder" in told["params"]["message"]
