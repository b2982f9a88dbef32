"""HTTP over one connection: bodies of requests are streamed, none is held in memory."""

from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import h11

CHUNK = 1 << 18
TRICKLED_PIECES = 8


@dataclass(frozen=True, slots=True)
class Request:
    """A request; the names of its header fields are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    fields: Mapping[str, str]
    body: AsyncIterator[bytes]


@dataclass(slots=True)
class Answer:
    """An answer; a path is the body that this file holds. A slow one comes in small pieces."""

    status: int
    fields: dict[str, str] = field(default_factory=dict)
    body: bytes | Path = b""
    is_slow: bool = False


Handle = Callable[[Request], Awaitable[Answer | None]]
"""What answers a request; None drops the connection instead."""

Pause = Callable[[], Awaitable[None]]


class Connection:
    """One client's connection. `pause` is what lies between the pieces of a slow answer."""

    def __init__(
        self, reader: StreamReader, writer: StreamWriter, handle: Handle, pause: Pause
    ) -> None:
        self._http = h11.Connection(h11.SERVER)
        self._reader = reader
        self._writer = writer
        self._handle = handle
        self._pause = pause

    async def run(self) -> None:
        """Answer one request after the other, until either side has enough."""
        try:
            while await self._exchange():
                self._http.start_next_cycle()
        except h11.RemoteProtocolError as error:
            if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
                await self._send_answer(Answer(error.error_status_hint))

    async def _exchange(self) -> bool:
        """Answer a request; whether another one may follow."""
        event = await self._next_event()
        if not isinstance(event, h11.Request):
            return False
        answer = await self._handle(_request(event, self._body()))
        if answer is None:
            return False
        async for _ in self._body():
            pass  # What nobody wanted to read still stands before the next request.
        await self._send_answer(answer)
        return self._http.our_state is h11.DONE

    async def _body(self) -> AsyncIterator[bytes]:
        while self._http.their_state is h11.SEND_BODY:
            event = await self._next_event()
            if isinstance(event, h11.Data):
                yield bytes(event.data)

    async def _next_event(self) -> h11.Event | None:
        """What the client sends next; None when it is to wait for an answer first."""
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                await self._send(h11.InformationalResponse(status_code=100, headers=[]))
            self._http.receive_data(await self._reader.read(CHUNK))
        return event if isinstance(event, h11.Event) else None

    async def _send_answer(self, answer: Answer) -> None:
        body = answer.body
        length = len(body) if isinstance(body, bytes) else body.stat().st_size
        fields = answer.fields | ({} if answer.status == 204 else {"Content-Length": str(length)})
        await self._send(h11.Response(status_code=answer.status, headers=list(fields.items())))
        size = max(1, length // TRICKLED_PIECES) if answer.is_slow else CHUNK
        for piece in _pieces(body, size):
            if answer.is_slow:
                await self._pause()
            await self._send(h11.Data(data=piece))
        await self._send(h11.EndOfMessage())

    async def _send(self, event: h11.Event) -> None:
        if data := self._http.send(event):
            self._writer.write(data)
            await self._writer.drain()


def _request(event: h11.Request, body: AsyncIterator[bytes]) -> Request:
    target = urlsplit(event.target.decode("ascii"))
    return Request(
        event.method.decode("ascii"),
        unquote(target.path),
        dict(parse_qsl(target.query, keep_blank_values=True)),
        {name.decode("ascii"): value.decode("latin-1") for name, value in event.headers},
        body,
    )


def _pieces(body: bytes | Path, size: int) -> Iterator[bytes]:
    with BytesIO(body) if isinstance(body, bytes) else body.open("rb") as stream:
        while piece := stream.read(size):
            yield piece
