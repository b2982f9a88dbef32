"""Images behind URLs: fetched when the user asks for it, and remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tunelint.images import FetchedFacts, ImageFacts, inspect

if TYPE_CHECKING:
    from tunelint.fetch import Answer, Fetcher

PICTURES_KEPT = 64


class RemoteImages:
    """Knows what came of fetching images, by their URLs, for as long as the server runs.

    `draw` makes thumbnails, and `on_learned` is called when more is known than before. Until
    something is fetched, nothing of what that takes is imported.
    """

    def __init__(
        self,
        draw: Callable[[bytes, ImageFacts], str | None],
        on_learned: Callable[[], None],
    ) -> None:
        self.is_trusted = True
        """Whether the user trusts the workspace; else nothing is to be fetched."""

        self._draw = draw
        self._on_learned = on_learned
        self._known: dict[str, FetchedFacts] = {}
        self._pictures: dict[str, str | None] = {}
        self._fetchers: dict[int, Fetcher] = {}

    def facts(self, url: str) -> FetchedFacts | None:
        """What is known of an image."""
        return self._known.get(url)

    def picture(self, url: str) -> str | None:
        """The thumbnail of an image, if one was made and is still there."""
        return self._pictures.get(url)

    def was_fetched(self, url: str) -> bool:
        """Whether an image was fetched lately to be shown, whatever came of it."""
        return url in self._pictures

    async def fetch_all(
        self, urls: Iterable[str], most_bytes: int, on_answer: Callable[[], None]
    ) -> None:
        """Fetch images, several at once; what was learned stays when it is cancelled."""
        fetcher = await self._fetcher(most_bytes)
        from tunelint.engine.fetching import fetch_images

        def learn(url: str, facts: FetchedFacts) -> None:
            if facts != self._known.get(url):
                self._known[url] = facts
                self._pictures.pop(url, None)
            on_answer()

        try:
            await fetch_images(urls, fetcher, inspect, learn)
        finally:
            self._on_learned()

    async def fetch(self, url: str, most_bytes: int) -> None:
        """Fetch an image and make a thumbnail. Cancelling closes the connection."""
        answer = await self.download(url, most_bytes)
        facts, drawn = await asyncio.to_thread(self._look_at, answer)
        self._pictures[url] = drawn
        if len(self._pictures) > PICTURES_KEPT:
            del self._pictures[next(iter(self._pictures))]
        if facts != self._known.get(url):
            self._known[url] = facts
            self._on_learned()

    async def download(self, url: str, most_bytes: int) -> Answer:
        """What a URL answers. Cancelling closes the connection."""
        fetcher = await self._fetcher(most_bytes)
        return await fetcher.fetch(url)

    def _look_at(self, answer: Answer) -> tuple[FetchedFacts, str | None]:
        """What an answer tells of an image, and the thumbnail if one can be made."""
        from tunelint.engine.fetching import read_answer

        facts = read_answer(answer, inspect)
        return facts, self._draw(answer.body, facts.image) if facts.image else None

    async def _fetcher(self, most_bytes: int) -> Fetcher:
        """A fetcher with that limit; the first one takes a while to be made."""
        assert self.is_trusted, "nothing is fetched for a workspace that is not trusted"
        if most_bytes not in self._fetchers:
            self._fetchers[most_bytes] = await asyncio.to_thread(_fetcher, most_bytes)
        return self._fetchers[most_bytes]


def image_urls(rows: Iterable[bytes]) -> list[str]:
    """The URLs from which the service would fetch images of these rows, each one once."""
    from tunelint.engine import fetching

    return list(fetching.image_urls(rows))


def _fetcher(most_bytes: int) -> Fetcher:
    from tunelint.fetch import Cache, Fetcher

    return Fetcher(most_bytes, Cache())
