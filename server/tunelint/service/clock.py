"""Time, as the client sees it: tests bring their own."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

FIRST_POLL = 1.0
LAST_POLL = 30.0
POLL_GROWTH = 1.5

FIRST_RETRY = 0.5
RETRIES = 6

LONGEST_WAIT = 300.0
"""Who is told to wait longer is told so, instead of being left to wonder."""

JITTER = 0.2
"""The share that a wait may be longer by, so that clients don't ask in step."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds since 1970, a sleep, and a number from 0 to 1 by chance.

    `tries` are how often a request is repeated that fails.
    """

    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random
    tries: int = RETRIES

    def spread(self, seconds: float) -> float:
        """So many seconds, or some more."""
        return seconds * (1 + JITTER * self.chance())

    def polls(self) -> Iterator[float]:
        """How long to wait between questions: a second at first, half a minute later on."""
        seconds = FIRST_POLL
        while True:
            yield self.spread(seconds)
            seconds = min(seconds * POLL_GROWTH, LAST_POLL)

    def retries(self) -> Iterator[float]:
        """How long to wait before each further try, twice as long each time."""
        for number in range(self.tries):
            yield self.spread(FIRST_RETRY * 2**number)
