"""A rehearsal to test: a clock that goes on when it is looked at, and clients of the service."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import httpx
from openai import AzureOpenAI, OpenAI

from rehearsal.contract import Contract
from tunelint.rehearsal import Rehearsal, serving
from tunelint.rehearsal.dialect import Dialect

KEY = "rehearsal"
START = 1_790_000_000.0
MODEL = "gpt-4o-2024-08-06"

Result = TypeVar("Result")


class Clock:
    """Goes on by a bit each time that it is looked at, so that nobody has to wait."""

    def __init__(self, step: float = 0.05) -> None:
        self.now = START
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class Sleeps:
    """Notes the pauses that somebody wants, and makes none."""

    def __init__(self) -> None:
        self.lengths: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.lengths.append(seconds)


@asynccontextmanager
async def stage(folder: Path, clock: Clock | None = None, **options: Any) -> AsyncIterator[str]:
    """A rehearsal that is served; gives its address."""
    options = {"sleep": Sleeps(), "chance": Random(7), **options}
    async with serving(Rehearsal(folder, clock=clock or Clock(), **options)) as address:
        yield address


async def play(act: Callable[..., Result], *given: object) -> Result:
    """Let something that blocks run beside the service."""
    return await asyncio.to_thread(act, *given)


@contextmanager
def sdk(address: str, contract: Contract, **options: Any) -> Iterator[OpenAI]:
    """The official client of a dialect, whose answers are held against the contract."""
    transport = httpx.Client(event_hooks={"response": [contract.hold]}, trust_env=False)
    given = {"api_key": KEY, "http_client": transport, "max_retries": 0, **options}
    if contract.dialect is Dialect.AZURE_DATED:
        version = "2025-04-01-preview"
        client: OpenAI = AzureOpenAI(azure_endpoint=address, api_version=version, **given)
    else:
        client = OpenAI(base_url=address + contract.dialect.value, **given)
    with client:
        yield client


def plain(address: str) -> httpx.Client:
    """A client that asks Azure v1 as it is told to."""
    base = address + Dialect.AZURE_V1.value
    return httpx.Client(base_url=base, headers={"api-key": KEY}, trust_env=False)


def chat(number: int) -> dict[str, Any]:
    """A sound example."""
    return {
        "messages": [
            {"role": "user", "content": f"How much is {number} and {number}?"},
            {"role": "assistant", "content": f"It is {2 * number}."},
        ]
    }


def lines(*rows: Any, sound: int = 12) -> bytes:
    """A file of these rows, objects or texts, and some sound ones behind them."""
    texts: Sequence[str] = [
        row if isinstance(row, str) else json.dumps(row)
        for row in (*rows, *map(chat, range(sound)))
    ]
    return "".join(f"{text}\n" for text in texts).encode()
