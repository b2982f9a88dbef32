"""The make-believe internet, and a fetcher in it."""

from collections.abc import AsyncIterator

import pytest

from tunelint.fetch import Fetcher
from web import Web


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with Web().serving() as web:
        yield web


@pytest.fixture
async def fetcher(web: Web) -> AsyncIterator[Fetcher]:
    async with Fetcher(100_000, transport=web.transport, seconds=60) as fetcher:
        yield fetcher
