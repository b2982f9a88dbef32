"""A make-believe internet: names lead to public addresses, all of these to a real server here."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address
from itertools import repeat
from typing import NamedTuple

import httpx

from tunelint.fetch.addresses import Address
from tunelint.fetch.guarded import GuardedTransport, direct

PUBLIC = "93.184.215.14"
OTHER = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

Page = Callable[[StreamReader, StreamWriter], Awaitable[None]]


class Asked(NamedTuple):
    """A request that reached the server: its path, and its header fields by their lower names."""

    path: str
    fields: dict[str, str]


class Web(httpx.AsyncBaseTransport):
    """What is on the internet, and what was looked up, connected to and asked for there.

    `names` gives the addresses of a name, anew for each time that it is looked up. With a `port`,
    the server is one of another process.
    """

    def __init__(self, port: int = 0) -> None:
        self.pages: dict[str, Page] = {}
        self.names: dict[str, Iterator[Sequence[str]]] = {"example.org": repeat((PUBLIC,))}
        self.unreachable: set[str] = set()
        self.looked_up: list[str] = []
        self.connected: list[str] = []
        self.asked: list[Asked] = []
        self._direct = direct()
        self.port = port

    @property
    def transport(self) -> GuardedTransport:
        """The guard, with this in place of the internet."""
        return GuardedTransport(self._resolve, self)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Connect to the server, whatever public address is asked for."""
        self.connected.append(request.url.host)
        if request.url.host in self.unreachable:
            raise httpx.ConnectError("no route to host")
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        here = httpx.Request(
            request.method, url, headers=request.headers, extensions=request.extensions
        )
        return await self._direct.handle_async_request(here)

    async def aclose(self) -> None:
        await self._direct.aclose()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Web"]:
        """Serve the pages for as long as it takes."""
        handlers: set[asyncio.Task[None] | None] = set()

        async def handle(reader: StreamReader, writer: StreamWriter) -> None:
            handlers.add(asyncio.current_task())
            with suppress(ConnectionError, asyncio.CancelledError):
                try:
                    await self._answer(reader, writer)
                finally:
                    writer.close()
                    await writer.wait_closed()

        server = await asyncio.start_server(handle, "127.0.0.1")
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield self
            for task in filter(None, handlers):
                task.cancel()
            await asyncio.gather(*filter(None, handlers))

    async def _answer(self, reader: StreamReader, writer: StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        fields = {name.lower(): value for name, value in (line.split(": ") for line in lines)}
        self.asked.append(Asked(first.split()[1], fields))
        await self.pages[first.split()[1]](reader, writer)

    async def _resolve(self, host: str) -> list[Address]:
        self.looked_up.append(host)
        return [ip_address(address) for address in next(self.names.get(host, repeat(())))]


def page(body: bytes = b"", status: int = 200, fields: Mapping[str, str] | None = None) -> Page:
    """A page that answers in full."""

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(head(status, {"Content-Length": str(len(body)), **(fields or {})}) + body)

    return answer


def redirect(location: str) -> Page:
    return page(status=302, fields={"Location": location})


def head(status: int = 200, fields: Mapping[str, str] | None = None) -> bytes:
    """The first bytes of an answer, its body left out."""
    lines = [f"HTTP/1.1 {status} As it is"]
    lines += [f"{name}: {value}" for name, value in (fields or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
