"""The commands of code actions, lenses and links."""

from collections.abc import Callable
from typing import Any

from tunelint.lsp.actions.extracting import EXTRACT, extract
from tunelint.lsp.actions.fetching import (
    CHECK_IMAGE_URLS,
    FETCH_PREVIEW,
    check_image_urls,
    fetch_preview,
)
from tunelint.lsp.actions.pages import EXPLAIN, explain
from tunelint.lsp.actions.suppressing import (
    ADD_TO_BASELINE,
    IGNORE,
    add_to_known,
    ignore_from_now_on,
)
from tunelint.lsp.server import TunelintServer


async def ignore(ls: TunelintServer, uri: str, code: str) -> None:
    """Ignore a rule from now on."""
    await ls.actions.run(ignore_from_now_on(ls.configuring, uri, code))


async def add_to_baseline(ls: TunelintServer, uri: str, entries: list[list[str]]) -> None:
    """Take findings for known from now on."""
    await ls.actions.run(add_to_known(ls.configuring, uri, entries))


async def extract_image(ls: TunelintServer, mark: dict[str, Any]) -> None:
    """Make a file of an image."""
    await ls.actions.run(extract(ls.actions.shop, mark))


async def check_urls(ls: TunelintServer, uri: str) -> None:
    """Fetch all images of a document that stand elsewhere."""
    await ls.actions.run(check_image_urls(ls.actions.shop, uri))


async def preview(ls: TunelintServer, uri: str, url: str) -> None:
    """Fetch an image of a document, to be shown at the next hover."""
    await ls.actions.run(fetch_preview(ls.actions.shop, uri, url))


COMMANDS: dict[str, Callable[..., Any]] = {
    EXPLAIN: explain,
    IGNORE: ignore,
    ADD_TO_BASELINE: add_to_baseline,
    EXTRACT: extract_image,
    CHECK_IMAGE_URLS: check_urls,
    FETCH_PREVIEW: preview,
}
