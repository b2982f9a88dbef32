"""A stand-in of the service, and clients of it. Each request is held against the documents."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest

from service import official
from service.stand_in import StandIn
from tunelint.service import Clock, Endpoint, FineTuning, api_key, azure, azure_dated, openai

KEY = "sk-0123456789-never-shown"
APIS = ("v1", "dated", "openai")


@dataclass
class Time:
    """A clock that goes only where the client sleeps."""

    seconds: float = 1_795_000_000.0
    slept: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.seconds, sleep=self.sleep, chance=lambda: 0.0)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


Client = Callable[[str], FineTuning]


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def service(time: Time) -> AsyncIterator[StandIn]:
    async with StandIn(lambda: time.seconds).serving() as service:
        yield service


@pytest.fixture(autouse=True)
async def official_requests(service: StandIn) -> AsyncIterator[None]:
    """Nothing that the client sends is unknown to the documents of the API that it sends it to."""
    yield
    if official.SPECS.is_dir():
        told = [(request.route, official.faults(request)) for request in service.requests]
        assert [(route, found) for route, found in told if found] == []


@pytest.fixture
async def client(service: StandIn, time: Time) -> AsyncIterator[Client]:
    """Makes clients of the stand-in, by the name of an API."""
    async with AsyncExitStack() as clients:
        made: list[FineTuning] = []

        def make(api: str) -> FineTuning:
            endpoint = endpoint_of(service, api)
            made.append(FineTuning(endpoint, api_key(KEY, endpoint), clock=time.clock))
            clients.push_async_exit(made[-1].__aexit__)
            return made[-1]

        yield make


@pytest.fixture
def azure_client(client: Client) -> FineTuning:
    return client("v1")


def endpoint_of(service: StandIn, api: str) -> Endpoint:
    makes = {
        "v1": lambda: azure(service.url),
        "dated": lambda: azure_dated(service.url, "2025-04-01-preview"),
        "openai": lambda: openai(f"{service.url}/v1"),
    }
    return makes[api]()
