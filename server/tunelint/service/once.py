"""Does at most once what a service must not do twice."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tunelint.service.clock import LONGEST_WAIT, Clock
from tunelint.service.errors import ServiceError, Unanswered

T = TypeVar("T")
Act = Callable[[], Awaitable[T]]
Find = Callable[[], Awaitable[T | None]]


async def once(act: Act[T], find: Find[T], clock: Clock, *, may_repeat: bool = True) -> T:
    """What `act` makes, or what `find` finds of it after its answer was lost.

    Only what isn't found is tried again, and nothing where `may_repeat` is false and the service
    did not say itself that it failed: what was asked for may still be under way.
    """
    for wait in clock.retries():
        try:
            return await act()
        except ServiceError as error:
            if error.is_without_effect or error.wait > LONGEST_WAIT:
                raise
            lost = error
        await clock.sleep(max(wait, clock.spread(lost.wait)))
        is_final = isinstance(lost, Unanswered) and not may_repeat
        try:
            found = await _awaited(find, clock) if is_final else await find()
        except ServiceError:
            raise lost from None
        if found is not None:
            return found
        if is_final:
            break
    raise lost


async def _awaited(find: Find[T], clock: Clock) -> T | None:
    """What may be listed only a while after it was made."""
    for wait in clock.retries():
        found = await find()
        if found is not None:
            return found
        await clock.sleep(wait)
    return await find()
