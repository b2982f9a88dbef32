"""What passes is tried again, as late as the service wants it; what does not is told at once."""

from email.utils import formatdate

import httpx
import pytest

from service.conftest import KEY, Time
from service.stand_in import Fault, StandIn
from tunelint.service import (
    Broken,
    Busy,
    Clock,
    FineTuning,
    Refused,
    Unanswered,
    Unreachable,
    api_key,
    azure,
)

ROUTE = "GET /fine_tuning/jobs"


async def listed(client: FineTuning) -> int:
    return len([job async for job in client.jobs.all()])


@pytest.mark.parametrize(
    ("fields", "waited"),
    [
        ({}, 0.5),
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0"}, 0.5),
        ({"retry-after-ms": "2500", "Retry-After": "7"}, 2.5),
        ({"Retry-After": formatdate(1_795_000_009, usegmt=True)}, 9),
        ({"Retry-After": formatdate(1_000_000_000, usegmt=True)}, 0.5),
        ({"Retry-After": "soon"}, 0.5),
        ({"retry-after-ms": "soon", "Retry-After": "7"}, 7),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_the_service_says_how_long_to_wait(
    azure_client: FineTuning,
    service: StandIn,
    time: Time,
    status: int,
    fields: dict[str, str],
    waited: float,
) -> None:
    service.faults[ROUTE] = [Fault(status, fields)]
    assert await listed(azure_client) == 0
    assert time.slept == [waited]


async def test_waits_grow_until_it_is_given_up(
    azure_client: FineTuning, service: StandIn, time: Time
) -> None:
    service.faults[ROUTE] = [Fault(500, body={"error": {"message": "Oops"}})] * 99
    with pytest.raises(Broken, match=r"^Oops\. This is a fault of the service's") as caught:
        await listed(azure_client)
    assert caught.value.status == 500
    assert time.slept == [0.5, 1, 2, 4, 8, 16]


def test_clients_do_not_ask_in_step() -> None:
    late = Clock(chance=lambda: 1.0)
    assert [*late.retries()][:3] == [0.6, 1.2, 2.4]
    assert late.spread(30) == 36


def test_polls_go_from_a_second_to_half_a_minute() -> None:
    polls = Clock(chance=lambda: 0.0).polls()
    waits = [next(polls) for _ in range(20)]
    assert waits[:3] == [1, 1.5, 2.25]
    assert waits[-1] == 30
    assert waits == sorted(waits)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_what_passes_is_tried_again(
    azure_client: FineTuning, service: StandIn, status: int
) -> None:
    service.faults[ROUTE] = [Fault(status, body={}), Fault(), Fault(status, body=b"<html>")]
    assert await listed(azure_client) == 0
    assert len(service.requests) == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 411, 413, 422])
async def test_what_does_not_pass_is_told_at_once(
    azure_client: FineTuning, service: StandIn, status: int
) -> None:
    service.faults[ROUTE] = [Fault(status, body={})]
    with pytest.raises(Refused):
        await listed(azure_client)
    assert len(service.requests) == 1


@pytest.mark.parametrize("code", ["insufficient_quota", "quotaExceeded"])
async def test_no_waiting_fills_a_quota(
    azure_client: FineTuning, service: StandIn, code: str
) -> None:
    service.faults[ROUTE] = [Fault(429, body={"error": {"code": code, "message": "None left."}})]
    with pytest.raises(Refused, match=r"None left\. .*ask for a higher quota"):
        await listed(azure_client)


async def test_nobody_is_made_to_wait_for_hours(
    azure_client: FineTuning, service: StandIn, time: Time
) -> None:
    service.faults[ROUTE] = [Fault(429, {"Retry-After": "86400"})]
    with pytest.raises(Busy) as caught:
        await listed(azure_client)
    assert caught.value.wait == 86_400
    assert time.slept == []


async def test_an_answer_that_breaks_off_is_asked_for_again(
    azure_client: FineTuning, service: StandIn
) -> None:
    short = Fault(200, {"Content-Length": "1000"}, body=b'{"data": [')
    service.faults[ROUTE] = [short, Fault()]
    assert await listed(azure_client) == 0


async def test_what_is_no_json_is_told(azure_client: FineTuning, service: StandIn) -> None:
    service.faults[ROUTE] = [Fault(200, body=b"<html>Sign in to the hotel's network")]
    with pytest.raises(Unanswered, match="no JSON object"):
        await listed(azure_client)


class Failing(httpx.AsyncBaseTransport):
    def __init__(self, error: httpx.TransportError) -> None:
        self.error = error

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise self.error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (httpx.ConnectError("x"), Unreachable, "No connection to cats.example could be made."),
        (httpx.ConnectTimeout("x"), Unreachable, "No connection to cats.example could be made."),
        (httpx.ProxyError("x"), Unreachable, "The proxy makes no connection to cats.example."),
        (httpx.ReadTimeout("x"), Unanswered, "cats.example did not answer in time."),
        (httpx.WriteError("x"), Unanswered, "The connection to cats.example broke off."),
        (httpx.RemoteProtocolError("x"), Unanswered, "The connection to cats.example broke off."),
    ],
)
async def test_the_network_is_told_in_words(
    time: Time, error: httpx.TransportError, kind: type[Exception], words: str
) -> None:
    endpoint = azure("https://cats.example")
    credential, network = api_key(KEY, endpoint), Failing(error)
    async with FineTuning(endpoint, credential, clock=time.clock, transport=network) as client:
        with pytest.raises(kind, match=f"^{words}$"):
            await listed(client)
    assert len(time.slept) == 6
