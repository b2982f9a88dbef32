"""`tunelint check --check-urls`: images that stand elsewhere are fetched before the check."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tunelint.cli.datasets import STANDARD_INPUT, NoDataset, datasets
from tunelint.cli.progress import of_fetching
from tunelint.cli.run import SettingsFor
from tunelint.config.settings import Settings, SettingsError
from tunelint.engine.fetching import fetch_images, image_urls
from tunelint.engine.reading import RowReader
from tunelint.fetch import Cache, Fetcher
from tunelint.images import Fetched, FetchedFacts
from tunelint.rules.wording import count


def fetch_urls(paths: Sequence[str], settings_for: SettingsFor) -> Fetched:
    """Fetch the images of all datasets that the paths mean, each URL once, and say how many.

    What can't be read is left for the check to tell. Raises `SettingsError` for standard input.
    """
    if STANDARD_INPUT in paths:
        raise SettingsError("--check-urls reads a dataset twice, and standard input comes once.")
    known: dict[str, FetchedFacts] = {}
    cache = Cache()
    for path in paths:
        with suppress(NoDataset, OSError):
            for name in datasets(path):
                with suppress(SettingsError, OSError):
                    settings = settings_for(Path(name))
                    if urls := [url for url in _urls_in(name) if url not in known]:
                        asyncio.run(_fetch(urls, name, settings, cache, known))
    problems = sum(bool(facts.problem) for facts in known.values())
    fetched = f"Fetched {len(known) - problems:,} of {count(len(known), 'image')} by URL."
    print(fetched, file=sys.stderr)
    return known.get


def _urls_in(name: str) -> Iterator[str]:
    with Path(name).open("rb") as stream:
        yield from image_urls(RowReader(stream))


async def _fetch(
    urls: list[str], name: str, settings: Settings, cache: Cache, known: dict[str, FetchedFacts]
) -> None:
    with of_fetching(name, len(urls)) as progress:

        def learn(url: str, facts: FetchedFacts) -> None:
            known[url] = facts
            progress.advance(1)

        async with Fetcher(settings.service.image_bytes_max.value, cache) as fetcher:
            await fetch_images(urls, fetcher, settings.inspect, learn)
