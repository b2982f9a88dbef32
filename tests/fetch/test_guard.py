"""No URL, no redirect and no name leads to anything but a public address."""

import asyncio
from ipaddress import ip_address
from itertools import repeat
from typing import Any

import httpx
import pytest

from tunelint.fetch import Fetcher
from tunelint.fetch.guarded import GuardedTransport, look_up
from web import OTHER, PUBLIC, Web, page, redirect

FOREIGN_PLACES = [
    ("http://127.0.0.1/", "127.0.0.1 is not on the public internet"),
    ("http://[::1]/", "::1 is not on the public internet"),
    ("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1 is not on the public internet"),
    ("http://[::ffff:7f00:1]/", "::ffff:7f00:1 is not on the public internet"),
    ("http://[64:ff9b::a9fe:a9fe]/", "64:ff9b::a9fe:a9fe is not on the public internet"),
    ("http://[fe80::1%25eth0]/", "fe80::1%25eth0 is not on the public internet"),
    ("http://169.254.169.254/latest", "169.254.169.254 is not on the public internet"),
    ("http://2130706433/", "2130706433 is neither a name nor an address as they are usually"),
    ("http://0x7f000001/", "0x7f000001 is neither"),
    ("http://127.1/", "127.1 is neither"),
    ("http://127.0.0.1./", "127.0.0.1. is neither"),
    ("http://localhost/", "localhost leads to 127.0.0.1, which is not on the public internet"),
    ("http://inside.example/", "inside.example leads to 10.0.0.7, which is not"),
    ("http://nowhere.example/", "there is no host nowhere.example"),
    ("http://user:secret@example.org/", "the URL holds a user name or a password"),
    ("http://example.org\\@127.0.0.1/", "the URL holds a user name or a password"),
    ("http://example.org:99999/", "there is no port 99999"),
    ("http://[2606:2800::1%25eth0]/", "2606:2800::1%25eth0 is not on the public internet"),
    ("ftp://example.org/", "ftp: is not fetched, only http: and https: are"),
    ("file:///etc/passwd", "file: is not fetched, only http: and https: are"),
]
ODD_PLACES = [
    ("http://127。0。0。1/", "127.0.0.1 is not on the public internet"),
    ("http:///a.png", "the URL names no host"),
    ("http://\uff11\uff12\uff17.0.0.1/", "the URL is not valid"),
    ("http://0177.0.0.1/", "the URL is not valid"),
    ("http://xn--a/", "the URL is not valid"),
    (f"http://{'a' * 60_000}/", f"there is no host {'a' * 100}…"),
    ("http://[::1/", "the URL is not valid"),
    ("http://example.org:x/", "the URL is not valid"),
]
"""What no header field of a redirect holds as it stands."""


@pytest.fixture(autouse=True)
def names(web: Web) -> None:
    web.names["localhost"] = repeat(("127.0.0.1", "::1"))
    web.names["inside.example"] = repeat((PUBLIC, "10.0.0.7"))


@pytest.mark.parametrize(("url", "refusal"), FOREIGN_PLACES + ODD_PLACES)
async def test_a_url_that_leads_elsewhere_is_refused(
    web: Web, fetcher: Fetcher, url: str, refusal: str
) -> None:
    assert (await fetcher.fetch(url)).refusal.startswith(refusal)
    assert web.connected == []


@pytest.mark.parametrize(("url", "refusal"), FOREIGN_PLACES)
async def test_a_redirect_that_leads_elsewhere_is_refused(
    web: Web, fetcher: Fetcher, url: str, refusal: str
) -> None:
    web.pages["/"] = redirect(url)
    assert (await fetcher.fetch("http://example.org/")).refusal.startswith(refusal)
    assert web.connected == [PUBLIC]


@pytest.mark.parametrize(
    "url",
    ["http://0177.0.0.1/", "http://[::1/", "http://example.org:x/", "http://xn--a/", "//xn--/"],
)
async def test_a_redirect_to_what_is_no_url_is_refused(
    web: Web, fetcher: Fetcher, url: str
) -> None:
    web.pages["/"] = redirect(url)
    answer = await fetcher.fetch("http://example.org/")
    assert answer.refusal == "it redirects to a URL that is not valid"
    assert web.connected == [PUBLIC]


async def test_a_name_that_changes_its_answer_is_looked_up_once(web: Web, fetcher: Fetcher) -> None:
    web.names["rebind.example"] = iter([(PUBLIC,), ("127.0.0.1",)])
    web.pages["/"] = page(b"bytes")
    assert (await fetcher.fetch("http://rebind.example/")).body == b"bytes"
    assert web.looked_up == ["rebind.example"]
    assert web.connected == [PUBLIC]


async def test_a_name_that_changes_its_answer_is_checked_again_after_a_redirect(
    web: Web, fetcher: Fetcher
) -> None:
    web.names["rebind.example"] = iter([(PUBLIC,), ("127.0.0.1",)])
    web.pages["/"] = redirect("/again")
    answer = await fetcher.fetch("http://rebind.example/")
    assert answer.refusal.startswith("rebind.example leads to 127.0.0.1")
    assert web.connected == [PUBLIC]


async def test_connections_go_to_an_address_and_never_look_a_name_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connected = []

    async def connect(
        self: asyncio.AbstractEventLoop, _: Any, host: str, *__: Any, **___: Any
    ) -> Any:
        connected.append(host)
        raise OSError

    def look_it_up(*_: Any, **__: Any) -> Any:
        raise AssertionError("the name was looked up again")

    async def resolve(_: str) -> Any:
        return [ip_address(PUBLIC), ip_address(OTHER)]

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(type(loop), "create_connection", connect)
    monkeypatch.setattr(type(loop), "getaddrinfo", look_it_up)
    async with Fetcher(10, transport=GuardedTransport(resolve)) as fetcher:
        answer = await fetcher.fetch("https://example.org/")
    assert answer.refusal == "no connection to its host could be made"
    assert connected == [PUBLIC, OTHER]


async def test_the_host_is_asked_by_its_name_and_held_to_it() -> None:
    sent: list[httpx.Request] = []

    async def send(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, stream=httpx.ByteStream(b""))

    async def resolve(_: str) -> Any:
        return [ip_address(OTHER)]

    transport = GuardedTransport(resolve, httpx.MockTransport(send))
    async with Fetcher(10, transport=transport) as fetcher:
        await fetcher.fetch("https://bücher.example:8443/a")
    (request,) = sent
    assert str(request.url) == f"https://[{OTHER}]:8443/a"
    assert request.headers["Host"] == "xn--bcher-kva.example:8443"
    assert request.extensions["sni_hostname"] == "xn--bcher-kva.example"


async def test_the_next_address_is_tried_when_one_does_not_answer(
    web: Web, fetcher: Fetcher
) -> None:
    web.names["example.org"] = repeat((OTHER, PUBLIC))
    web.unreachable.add(OTHER)
    web.pages["/"] = page(b"bytes")
    assert (await fetcher.fetch("http://example.org/")).body == b"bytes"
    assert web.connected == [OTHER, PUBLIC]


async def test_nothing_of_the_environment_and_of_earlier_answers_is_sent(
    web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:9")
    web.pages["/"] = page(status=302, fields={"Location": "/a", "Set-Cookie": "a=b; Path=/"})
    web.pages["/a"] = page(b"bytes")
    for _ in range(2):
        assert (await fetcher.fetch("http://example.org/")).body == b"bytes"
    for _, fields in web.asked:
        assert fields.keys() == {"host", "accept", "accept-encoding", "user-agent"}
        assert fields["host"] == "example.org"


@pytest.mark.parametrize("host", ["a..example", "a" * 64 + ".example"])
async def test_what_can_be_no_name_has_no_addresses(host: str) -> None:
    assert await look_up(host) == ()


async def test_the_system_is_asked_for_all_addresses() -> None:
    assert "127.0.0.1" in map(str, await look_up("localhost"))
