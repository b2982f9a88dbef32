"""Sends requests to public addresses only, and to the very address that was checked."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from typing import TypeAlias

import httpx

from tunelint.fetch.addresses import Address, as_address, is_public, looks_numeric
from tunelint.fetch.answer import Refusal, short

Resolve: TypeAlias = Callable[[str], Awaitable[Sequence[Address]]]
"""Finds all addresses of a name; none where there is no such name."""

SCHEMES = ("http", "https")
LAST_PORT = 65_535

LOOKING_UP = ThreadPoolExecutor(16, "look-up")
"""Threads that wait for servers of names, some of which never answer: nobody else's work waits."""


class GuardedTransport(httpx.AsyncBaseTransport):
    """Each name is looked up once for a request. All its addresses must be public.

    The connection goes to one of these addresses, so that a name that answers otherwise the next
    time leads nowhere else; the host's name stays in the request and is what its certificate is
    held against. There is no proxy, for that would look the name up again.
    """

    def __init__(
        self, resolve: Resolve | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._resolve = resolve or look_up
        self._transport = transport or direct()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request. Raises `Refusal`, and what httpx raises of broken connections."""
        _check_url(request.url)
        host = request.url.raw_host.decode()
        *others, last = await self._addresses(host)
        send = self._transport.handle_async_request
        for address in others:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return await send(_pinned(request, host, address))
        return await send(_pinned(request, host, last))

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def _addresses(self, host: str) -> Sequence[Address]:
        literal, name = as_address(host), short(host)
        if literal is None and looks_numeric(host):
            raise Refusal(f"{name} is neither a name nor an address as they are usually written")
        addresses = (literal,) if literal else await self._resolve(host)
        if not addresses:
            raise Refusal(f"there is no host {name}")
        for address in addresses:
            if not is_public(address):
                where = name if literal else f"{name} leads to {address}, which"
                raise Refusal(f"{where} is not on the public internet")
        return addresses


def direct() -> httpx.AsyncBaseTransport:
    """Connections that serve one request each, and heed no variable of the environment.

    None is used again, since its certificate was checked for the name of its first request only.
    """
    alone = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    return httpx.AsyncHTTPTransport(trust_env=False, limits=alone)


async def look_up(host: str) -> Sequence[Address]:
    """Ask the system for the addresses of a name."""
    ask = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.get_running_loop().run_in_executor(LOOKING_UP, ask)
    except (OSError, UnicodeError):  # the latter for labels that are too long or empty
        return ()
    return [ip_address(place[0]) for *_, place in found]


def _check_url(url: httpx.URL) -> None:
    if url.scheme not in SCHEMES:
        raise Refusal(f"{short(url.scheme)}: is not fetched, only http: and https: are")
    if url.userinfo:
        raise Refusal("the URL holds a user name or a password")
    if not url.raw_host:
        raise Refusal("the URL names no host")
    if url.port is not None and not 0 < url.port <= LAST_PORT:
        raise Refusal(f"there is no port {url.port}")


def _pinned(request: httpx.Request, host: str, address: Address) -> httpx.Request:
    """The same request, for the host of that name at that address."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,
        extensions={**request.extensions, "sni_hostname": host},
    )
