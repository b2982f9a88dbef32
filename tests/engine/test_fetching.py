"""The images behind a dataset's URLs are fetched once each, and found on rows by what they are."""

import asyncio
from asyncio import StreamReader, StreamWriter
from itertools import repeat

import orjson
import pytest

from pictures import make
from tunelint.config.settings import Settings
from tunelint.engine.fetching import fetch_images, image_urls, read_answer
from tunelint.engine.open_dataset import OpenDataset
from tunelint.fetch import AT_ONCE, Answer, Fetcher
from tunelint.images import FetchedFacts, inspect
from tunelint.text.columns import Unit
from web import PUBLIC, Web, page

URL = "https://example.org/a.png"


def asks(*urls: str) -> dict[str, object]:
    parts = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
    return {"role": "user", "content": parts}


def row(*urls: str) -> bytes:
    messages = [asks(*urls), {"role": "assistant", "content": "A gradient."}]
    return orjson.dumps({"messages": messages}) + b"\n"


def test_each_url_of_a_dataset_is_named_once_in_order() -> None:
    preference = {
        "input": {"messages": [asks("https://example.org/input.png")]},
        "preferred_output": [asks("https://example.org/output.png")],
    }
    rows = [
        row("https://example.org/b.png", URL),
        row(URL, "HTTP://example.org/c.png"),
        orjson.dumps(preference),
        b"\n",
        b"[1]\n",
        b'{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": ',
        row("data:image/png;base64,AAAA", "images/a.png", "s3://bucket/a.png"),
        b'{"messages": 1, "input": 2, "preferred_output": {}}\n',
    ]
    assert list(image_urls(rows)) == [
        "https://example.org/b.png",
        URL,
        "HTTP://example.org/c.png",
        "https://example.org/input.png",
        "https://example.org/output.png",
    ]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answer(URL, 404, refusal="the host answers 404"), "the host answers 404"),
        (
            Answer(URL, 200, "text/html; charset=utf-8", b"<html>"),
            'the host answers with "text/html", which is no image',
        ),
        (
            Answer(URL, 200, "image/png", b"<html>"),
            "what the host answers is no image that Tunelint knows",
        ),
        (Answer(URL, 200), "what the host answers is no image that Tunelint knows"),
    ],
)
def test_what_is_no_image_is_a_problem(answer: Answer, problem: str) -> None:
    assert read_answer(answer, inspect) == FetchedFacts(None, problem)


@pytest.mark.parametrize("spec", ["png LA", "gif", "svg", "png truncated"])
def test_an_image_is_told_from_its_bytes_whatever_the_host_calls_it(spec: str) -> None:
    _, data = make(spec)
    assert read_answer(Answer(URL, 200, "text/plain", data), inspect) == FetchedFacts(inspect(data))


async def test_all_images_are_fetched_and_told_one_by_one() -> None:
    async with Web().serving() as web, Fetcher(100_000, transport=web.transport) as fetcher:
        urls = [f"http://example.org/{number}" for number in range(3 * AT_ONCE)]
        for number in range(3 * AT_ONCE):
            web.pages[f"/{number}"] = page(make("png")[1], status=404 if number == 7 else 200)
        told: list[tuple[str, FetchedFacts]] = []
        await fetch_images(urls, fetcher, inspect, lambda *answer: told.append(answer))
        assert sorted(url for url, _ in told) == sorted(urls)
        assert {url for url, facts in told if facts.problem} == {"http://example.org/7"}


async def test_cancelling_closes_all_connections() -> None:
    busy, full, free = 0, asyncio.Event(), asyncio.Event()

    async def wait_for_the_end(reader: StreamReader, writer: StreamWriter) -> None:
        nonlocal busy
        busy += 1
        if busy == AT_ONCE:
            full.set()
        await reader.read()
        busy -= 1
        if not busy:
            free.set()

    async with Web().serving() as web, Fetcher(100, transport=web.transport) as fetcher:
        web.pages["/"] = wait_for_the_end
        for number in range(AT_ONCE):
            web.names[f"{number}.example"] = repeat((PUBLIC,))
        urls = [f"http://{number % AT_ONCE}.example/" for number in range(3 * AT_ONCE)]
        fetching = fetch_images(urls, fetcher, inspect, lambda *_: None)
        task = asyncio.create_task(fetching)
        async with asyncio.timeout(30):
            await full.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await free.wait()


def test_what_is_learned_is_found_on_all_rows_and_survives_edits_of_others() -> None:
    known: dict[str, FetchedFacts] = {}
    text = (row(URL) + b"[]\n" + row(URL)).decode()
    dataset = OpenDataset(text, Settings(fetched=known.get), Unit.UTF16)
    assert unreachable(dataset) == []
    known[URL] = FetchedFacts(None, "nobody is at home")
    dataset.look_again()
    assert unreachable(dataset) == [0, 2]
    dataset.edit((1, 0), (2, 0), "")
    assert unreachable(dataset) == [0, 1]


def unreachable(dataset: OpenDataset) -> list[int]:
    dataset.check(60)
    found = dataset.worst_first()
    return [row for row, placed in found if placed.finding.code == "unreachable-image"]
