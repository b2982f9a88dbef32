"""What a host answers is taken within limits of size, time, redirects and connections."""

import asyncio
import gzip
import ssl
from asyncio import StreamReader, StreamWriter
from itertools import repeat

import httpx
import pytest

from tunelint.fetch import Answer, Fetcher
from tunelint.fetch.fetcher import AT_ONCE, AT_ONCE_OF_A_HOST
from web import PUBLIC, Page, Web, head, page, redirect

URL = "http://example.org/a.png"


async def test_an_answer_tells_its_type_and_where_it_was_found(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a.png"] = redirect("../b.png?c=d")
    web.pages["/b.png?c=d"] = page(b"bytes", fields={"Content-Type": "image/png"})
    found = Answer("http://example.org/b.png?c=d", 200, "image/png", b"bytes")
    assert await fetcher.fetch(URL) == found


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (403, "the host answers 403 (Forbidden)"),
        (404, "the host answers 404 (Not Found)"),
        (204, "the host answers 204 (No Content)"),
        (304, "the host answers 304 (Not Modified)"),
        (599, "the host answers 599"),
    ],
)
async def test_other_statuses_are_refused(
    web: Web, fetcher: Fetcher, status: int, refusal: str
) -> None:
    web.pages["/a.png"] = page(status=status, fields={"Content-Type": "text/html"})
    assert await fetcher.fetch(URL) == Answer(URL, status, "text/html", refusal=refusal)


async def test_three_redirects_are_followed_and_no_fourth(web: Web, fetcher: Fetcher) -> None:
    for number in range(4):
        web.pages[f"/{number}"] = redirect(f"https://example.org/{number + 1}")
    web.pages["/4"] = page(b"bytes")
    assert (await fetcher.fetch("http://example.org/1")).body == b"bytes"
    answer = await fetcher.fetch("http://example.org/0")
    assert answer.refusal == "it redirects more than 3 times"
    assert [asked.path for asked in web.asked] == [
        *("/1", "/2", "/3", "/4"),
        *("/0", "/1", "/2", "/3"),
    ]


async def test_the_body_of_a_redirect_is_not_read(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a.png"] = endless(head(302, {"Location": "/b.png"}))
    web.pages["/b.png"] = page(b"bytes")
    assert (await fetcher.fetch(URL)).body == b"bytes"


async def test_a_body_may_have_as_many_bytes_as_the_limit(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a.png"] = page(bytes(100_000))
    assert len((await fetcher.fetch(URL)).body) == 100_000


async def test_a_body_that_is_announced_as_too_large_is_not_read(
    web: Web, fetcher: Fetcher
) -> None:
    web.pages["/a.png"] = hanging(head(fields={"Content-Length": "100001"}))
    assert (await fetcher.fetch(URL)).refusal == "it is larger than 100,000 bytes"


async def test_an_endless_body_is_cut_off(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a.png"] = endless(head())
    assert (await fetcher.fetch(URL)).refusal == "it is larger than 100,000 bytes"


async def test_endless_header_fields_are_cut_off(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a.png"] = endless(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 1_000)
    assert (await fetcher.fetch(URL)).refusal == "the connection to its host broke off"


async def test_a_bomb_is_neither_asked_for_nor_inflated(web: Web, fetcher: Fetcher) -> None:
    bomb = gzip.compress(bytes(20_000_000))
    web.pages["/a.png"] = page(bomb, fields={"Content-Encoding": "gzip"})
    answer = await fetcher.fetch(URL)
    assert answer.refusal == "its bytes come compressed, though that was not asked for"
    assert web.asked[0].fields["accept-encoding"] == "identity"


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\nA:", head() + b"some bytes"])
async def test_a_host_that_falls_silent_is_given_up(web: Web, begun: bytes) -> None:
    web.pages["/a.png"] = hanging(begun)
    async with Fetcher(100, transport=web.transport, seconds=0.2) as fetcher:
        assert (await fetcher.fetch(URL)).refusal == "it took longer than 0.2 s"


async def test_a_trickle_of_bytes_does_not_buy_time(web: Web) -> None:
    async def trickle(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(head())
        while True:
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.02)

    web.pages["/a.png"] = trickle
    async with Fetcher(1_000_000, transport=web.transport, seconds=0.3) as fetcher:
        assert (await fetcher.fetch(URL)).refusal == "it took longer than 0.3 s"


async def test_a_body_that_breaks_off_is_refused(web: Web, fetcher: Fetcher) -> None:
    async def broken(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(head(fields={"Content-Length": "10"}) + b"bytes")

    web.pages["/a.png"] = broken
    assert (await fetcher.fetch(URL)).refusal == "the connection to its host broke off"


async def test_what_is_no_http_is_refused(web: Web, fetcher: Fetcher) -> None:
    async def other(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"220 ready\r\n")

    web.pages["/a.png"] = other
    assert (await fetcher.fetch(URL)).refusal == "the connection to its host broke off"


async def test_a_certificate_of_somebody_else_is_named_as_the_reason() -> None:
    async def send(request: httpx.Request) -> httpx.Response:
        error = ssl.SSLCertVerificationError()
        error.verify_message = "Hostname mismatch."
        raise httpx.ConnectError("no connection") from error

    async with Fetcher(100, transport=httpx.MockTransport(send)) as fetcher:
        answer = await fetcher.fetch(URL)
    assert answer.refusal == "the certificate of its host does not hold (Hostname mismatch)"


async def test_cancelling_closes_the_connection(web: Web, fetcher: Fetcher) -> None:
    begun, closed = asyncio.Event(), asyncio.Event()

    async def wait_for_the_end(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(head() + b"some bytes")
        begun.set()
        await reader.read()
        closed.set()

    web.pages["/a.png"] = wait_for_the_end
    task = asyncio.create_task(fetcher.fetch(URL))
    async with asyncio.timeout(30):
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await closed.wait()


@pytest.mark.parametrize(
    ("hosts", "most"), [(1, AT_ONCE_OF_A_HOST), (4, AT_ONCE)], ids=["of a host", "in all"]
)
async def test_only_so_many_are_fetched_at_once(
    web: Web, fetcher: Fetcher, hosts: int, most: int
) -> None:
    full, busy, peak = asyncio.Barrier(most), 0, 0

    async def wait_for_others(reader: StreamReader, writer: StreamWriter) -> None:
        nonlocal busy, peak
        busy += 1
        peak = max(peak, busy)
        await full.wait()
        busy -= 1
        await page(b"bytes")(reader, writer)

    web.pages["/"] = wait_for_others
    for number in range(hosts):
        web.names[f"{number}.example"] = repeat((PUBLIC,))
    urls = [f"http://{number % hosts}.example/" for number in range(3 * most)]
    async with asyncio.timeout(30):
        answers = await asyncio.gather(*map(fetcher.fetch, urls))
    assert {answer.body for answer in answers} == {b"bytes"}
    assert peak == most


def hanging(begun: bytes) -> Page:
    """A page that begins, and says no more."""

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(begun)
        await reader.read()

    return answer


def endless(begun: bytes, more: bytes = bytes(10_000)) -> Page:
    """A page that never ends."""

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(begun)
        while True:
            writer.write(more)
            await writer.drain()

    return answer
