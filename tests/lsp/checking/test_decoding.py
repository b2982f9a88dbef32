"""Images are decoded by a process beside the server, which may fail without any harm."""

import asyncio
import sys
from collections.abc import Callable

import pytest

from pictures import data_uri, make
from stdio_client import serving
from tunelint.engine.decoding import Decoding
from tunelint.lsp.checking import decoding
from tunelint.lsp.checking.decoding import Decoder

URI = "file:///train.jsonl"
SOUND, DAMAGED = (make(spec)[1] for spec in ("png", "webp damaged"))


class Called:
    def __init__(self) -> None:
        self.times = 0
        self.event = asyncio.Event()

    def __call__(self) -> None:
        self.times += 1
        self.event.set()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)


async def test_damage_is_learned_and_told_once() -> None:
    images, called = Decoding(), Called()
    decoder = Decoder(images, called)
    for data in (SOUND, DAMAGED, make("jpeg 5MB")[1], make("png damaged")[1]):
        images.inspect(data)
    decoder.wake()
    decoder.wake()
    async with asyncio.timeout(60):
        await called.event.wait()
    assert called.times == 1
    assert images.inspect(DAMAGED).damage == "its pixels can't be decoded"
    assert images.inspect(SOUND).damage is None
    assert not images.has_waiting


async def test_sound_images_are_nothing_to_tell() -> None:
    images, called = Decoding(), Called()
    decoder = Decoder(images, called)
    images.inspect(SOUND)
    decoder.wake()
    await until(lambda: not decoder.is_busy)
    assert not images.has_waiting
    assert not called.times


@pytest.mark.parametrize(
    "command",
    [
        pytest.param((sys.executable, "-c", "exit(3)"), id="ends at once"),
        pytest.param((sys.executable, "-c", "input(); exit(3)"), id="ends while it decodes"),
        pytest.param(("no such program",), id="does not start"),
    ],
)
async def test_a_process_that_fails_is_no_damage(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(decoding, "COMMAND", command)
    images, called = Decoding(), Called()
    decoder = Decoder(images, called)
    images.inspect(DAMAGED)
    decoder.wake()
    await until(lambda: not decoder.is_busy)
    assert images.inspect(DAMAGED).damage is None
    assert not called.times
    assert "judged by their headers only" in caplog.text


async def test_an_image_that_ends_the_process_is_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    images, called = Decoding(), Called()
    decoder = Decoder(images, called)
    images.inspect(SOUND)
    images.inspect(DAMAGED)
    with monkeypatch.context() as broken:
        broken.setattr(decoding, "COMMAND", (sys.executable, "-c", "exit(3)"))
        decoder.wake()
        await until(lambda: not decoder.is_busy)
    decoder.wake()
    await until(lambda: bool(called.times))
    assert images.inspect(DAMAGED).damage


async def test_the_server_tells_of_damage_when_it_has_decoded_the_image() -> None:
    text = (
        '{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "'
        + data_uri("png damaged")
        + '"}}]}, {"role": "assistant", "content": "A gradient."}]}\n'
    )
    async with serving() as client:
        await client.start()
        client.open(URI, text)
        first = {diagnostic["code"] for diagnostic in await client.published(URI, 1)}
        then = {diagnostic["code"] for diagnostic in await client.published(URI, 1)}
        assert then - first == {"image-corrupt"}
        assert await client.end() == 0


@pytest.mark.parametrize("_time", range(3))
async def test_the_server_ends_whatever_is_being_decoded(_time: int) -> None:
    picture = data_uri("jpeg 5MB")
    text = (
        '{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "'
        f'{picture}"}}}}]}}, {{"role": "assistant", "content": "A gradient."}}]}}\n'
    )
    async with serving() as client:
        await client.start()
        client.open(URI, text)
        await client.published(URI, 1)
        assert await client.end() == 0
