"""The commands that fetch images by URL: all of a dataset, or the one under the pointer."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any
from urllib.parse import quote

from tunelint.engine.open_dataset import OpenDataset
from tunelint.lsp.actions.workshop import Refused, Workshop
from tunelint.lsp.checking.remote_images import image_urls
from tunelint.lsp.wire.progress import Steps
from tunelint.lsp.wire.threads import breathing, in_thread
from tunelint.rules.wording import count

CHECK_IMAGE_URLS = "tunelint.checkImageUrls"
FETCH_PREVIEW = "tunelint.fetchPreview"


async def check_image_urls(shop: Workshop, uri: str) -> None:
    """Fetch all images of a dataset, and judge them by what comes. Raises `Refused`."""
    dataset = _trusted(shop, uri)
    lines = dataset.lines()
    urls = await in_thread(lambda breathe: image_urls(breathing(lines, breathe)))
    if not urls:
        shop.inform("This dataset has no images by URL.")
        return
    steps = Steps(len(urls))

    def step() -> None:
        steps.done += 1

    fetching = shop.remote.fetch_all(urls, dataset.service.image_bytes_max.value, step)
    if await _finished(shop, fetching, "Checking image URLs", steps):
        fetched = sum(bool(facts and facts.image) for facts in map(shop.remote.facts, urls))
        shop.inform(f"Fetched {fetched:,} of {count(len(urls), 'image')} by URL.")


async def fetch_preview(shop: Workshop, uri: str, url: str) -> None:
    """Fetch one image, to be shown at the next hover. Raises `Refused`."""
    most_bytes = _trusted(shop, uri).service.image_bytes_max.value
    await _finished(shop, shop.remote.fetch(url, most_bytes), "Fetching preview")


def preview_link(uri: str, url: str) -> str:
    """A link in Markdown that runs the command."""
    return f"[Fetch preview](command:{FETCH_PREVIEW}?{quote(json.dumps([uri, url]), safe='')})"


def _trusted(shop: Workshop, uri: str) -> OpenDataset:
    if not shop.remote.is_trusted:
        raise Refused("Nothing is fetched here: the workspace is not trusted.")
    return shop.document(uri).dataset


async def _finished(
    shop: Workshop, fetching: Coroutine[Any, Any, None], title: str, steps: Steps | None = None
) -> bool:
    """Wait for images, and return whether they came before the user had it cancelled."""
    try:
        await shop.finish(asyncio.ensure_future(fetching), title, steps)
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task and task.cancelling():
            raise  # the request was cancelled, and not what its user saw going on
        return False
    return True
