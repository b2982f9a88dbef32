"""Fetches the images that a dataset refers to by URL, and tells what came of that."""

import asyncio
from collections.abc import Callable, Iterable, Iterator

import orjson

from tunelint.dataset.example import read_example
from tunelint.dataset.forms import FORMS
from tunelint.fetch import AT_ONCE, Answer, Fetcher
from tunelint.images import FetchedFacts, Inspect
from tunelint.rules.families.image_urls import FETCHED
from tunelint.rules.wording import shown


async def fetch_images(
    urls: Iterable[str],
    fetcher: Fetcher,
    inspect: Inspect,
    on_answer: Callable[[str, FetchedFacts], None],
) -> None:
    """Fetch images, several at once; `on_answer` is told of each, in no order.

    When it is cancelled, all connections are closed.
    """
    waiting = iter(urls)
    looking = asyncio.Lock()  # Pillow's warnings are those of the process, not of a thread

    async def fetch_one_by_one() -> None:
        for url in waiting:
            answer = await fetcher.fetch(url)
            async with looking:
                facts = await asyncio.to_thread(read_answer, answer, inspect)
            on_answer(url, facts)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(fetch_one_by_one())


def image_urls(rows: Iterable[bytes]) -> Iterator[str]:
    """The URLs from which the service would fetch images of these rows, each one once."""
    seen: set[str] = set()
    for row in rows:
        for url in _urls_in(row):
            if url not in seen:
                seen.add(url)
                yield url


def read_answer(answer: Answer, inspect: Inspect) -> FetchedFacts:
    """What an answer tells of the image that it should be."""
    if answer.refusal:
        return FetchedFacts(None, answer.refusal)
    facts = inspect(answer.body)
    if facts.format:
        return FetchedFacts(facts)
    media_type = answer.content_type.partition(";")[0].strip()
    if not media_type or media_type.startswith("image/"):
        return FetchedFacts(None, "what the host answers is no image that Tunelint knows")
    return FetchedFacts(None, f"the host answers with {shown(media_type)}, which is no image")


def _urls_in(row: bytes) -> Iterator[str]:
    try:
        value = orjson.loads(row)
    except orjson.JSONDecodeError:
        return
    if type(value) is dict:
        for form in FORMS.values():
            for image in read_example(value, form.messages_path, form.outputs).images:
                if FETCHED.match(image.url):
                    yield image.url
