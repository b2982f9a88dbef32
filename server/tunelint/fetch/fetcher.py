"""Fetches what a URL leads to, within limits of size, time and redirects."""

import asyncio
from collections import defaultdict
from http import HTTPStatus
from ssl import SSLCertVerificationError
from typing import Self

import httpx

from tunelint import __version__
from tunelint.fetch.answer import Answer, Refusal, status_in_words
from tunelint.fetch.cache import Cache
from tunelint.fetch.guarded import GuardedTransport

SECONDS = 5.0
REDIRECTS = 3
AT_ONCE = 16
AT_ONCE_OF_A_HOST = 8

HEADERS = {
    "Accept": "image/*",
    "Accept-Encoding": "identity",
    "User-Agent": f"tunelint/{__version__}",
}
"""All that a host is told: no cookies, no credentials, no referrer."""


class Fetcher:
    """Fetches at most so many bytes of a URL, and so many URLs at once.

    What the `cache` holds is not fetched again. There is no httpx client in here, since that would
    keep cookies, read redirects to their end, and decode bodies without a limit.
    """

    def __init__(
        self,
        most_bytes: int,
        cache: Cache | None = None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._most_bytes = most_bytes
        self._cache = cache
        self._transport = transport or GuardedTransport()
        self._seconds = seconds
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(AT_ONCE_OF_A_HOST)
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._transport.aclose()

    async def fetch(self, url: str) -> Answer:
        """What the URL answers; never raises of what it does. Cancelling closes the connection."""
        start = _parsed(url)
        if start is None:
            return Answer(url, refusal="the URL is not valid")
        if self._cache:
            known = await asyncio.to_thread(self._cache.load, url)
            if known and len(known.body) <= self._most_bytes:
                return known
        async with self._turns[start.host], self._turn:
            answer = await self._in_time(start)
        if self._cache and not answer.refusal:
            await asyncio.to_thread(self._cache.store, url, answer)
        return answer

    async def _in_time(self, url: httpx.URL) -> Answer:
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(url)
        except TimeoutError:
            refusal = f"it took longer than {self._seconds:g} s"
        except Refusal as error:
            refusal = str(error)
        except httpx.TransportError as error:
            refusal = _in_words(error)
        return Answer(str(url), refusal=refusal)

    async def _follow(self, url: httpx.URL) -> Answer:
        for _ in range(REDIRECTS + 1):
            response = await self._transport.handle_async_request(self._request(url))
            try:
                if not response.has_redirect_location:
                    return await self._read(url, response)
                target = _parsed(response.headers["Location"], url)
                if target is None:
                    raise Refusal("it redirects to a URL that is not valid")
                url = target
            finally:
                await response.aclose()
        raise Refusal(f"it redirects more than {REDIRECTS} times")

    def _request(self, url: httpx.URL) -> httpx.Request:
        # Half of the time at most for an address, lest a second one is never tried.
        timeouts = {"connect": self._seconds / 2}
        return httpx.Request("GET", url, headers=HEADERS, extensions={"timeout": timeouts})

    async def _read(self, url: httpx.URL, response: httpx.Response) -> Answer:
        status, content_type = response.status_code, response.headers.get("Content-Type", "")
        if status != HTTPStatus.OK:
            return Answer(str(url), status, content_type, refusal=status_in_words(status))
        encoding = response.headers.get("Content-Encoding", "identity")
        if encoding.strip().lower() != "identity":
            raise Refusal("its bytes come compressed, though that was not asked for")
        return Answer(str(url), status, content_type, await self._body(response))

    async def _body(self, response: httpx.Response) -> bytes:
        too_large = Refusal(f"it is larger than {self._most_bytes:,} bytes")
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) > self._most_bytes:
            raise too_large
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > self._most_bytes:
                raise too_large
        return bytes(body)


def _parsed(text: str, base: httpx.URL | None = None) -> httpx.URL | None:
    """The URL that a text is, relative to a base; None where it is none."""
    try:
        url = base.join(text) if base else httpx.URL(text)
        # Hosts such as `xn--a` are found out only when they are asked for.
        return url if type(url.host) is str else None
    except (httpx.InvalidURL, ValueError):
        return None


def _in_words(error: httpx.TransportError) -> str:
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, SSLCertVerificationError):
            why = cause.verify_message.removesuffix(".")
            return f"the certificate of its host does not hold ({why})"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        return "no connection to its host could be made"
    return "the connection to its host broke off"
