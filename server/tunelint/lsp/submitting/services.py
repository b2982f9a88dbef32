"""Services that jobs are at: the endpoints, and what proves to each who asks."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

from tunelint.config.settings import SettingsError
from tunelint.lsp.submitting.credentials import Credentials
from tunelint.lsp.submitting.editor import Editor
from tunelint.lsp.submitting.rehearsing import Rehearsing
from tunelint.service import Clock, Credential, Denied, Endpoint, FineTuning, api_key
from tunelint.submission.environment import named_endpoint, named_key, read_endpoint

PATIENT, BRIEF = Clock(tries=4), Clock(tries=2)
"""For what a user waits for, who can go on with it later; and for what is asked for again soon."""

OTHERS = 5
"""How many other credentials are taken when one is denied."""

T = TypeVar("T")
Work = Callable[[FineTuning], Awaitable[T]]


class Services:
    """Opens services, with the key that is known for them or with what the editor gives."""

    def __init__(self, editor: Editor, rehearsing: Rehearsing) -> None:
        self._asked = Credentials(editor)
        self._rehearsing = rehearsing

    def endpoint(self, url: str) -> Endpoint:
        """The endpoint of a URL. Raises `EndpointError`."""
        named = named_endpoint()
        return named if named and named.url() == url else read_endpoint(url)

    def place(self, endpoint: Endpoint) -> dict[str, Any]:
        """An endpoint, as the editor is told of it."""
        return {
            "endpoint": endpoint.url(),
            "title": self.title(endpoint),
            "origin": endpoint.origin,
            "host": endpoint.host,
            "api": endpoint.api.value,
            "isLocal": endpoint.is_local,
            "hasKey": self._known_key(endpoint) is not None,
        }

    def title(self, endpoint: Endpoint) -> str:
        """An endpoint in words."""
        if self._rehearsing.is_at(endpoint):
            return f"Rehearsal at {endpoint.host}"
        return endpoint.title

    async def use(
        self, endpoint: Endpoint, work: Work[T], *, clock: Clock = BRIEF, asks_again: bool = True
    ) -> T:
        """What comes of work with a service.

        When a credential is denied, the editor is asked for another one, unless nobody is there to
        wait for it. Raises `ServiceError`.
        """
        await self._rehearsing.serve(endpoint)
        known = self._known_key(endpoint)
        if known:
            return await _use(endpoint, known, work, clock)
        given = await self._asked.first(endpoint)
        for _ in range(OTHERS if asks_again else 0):
            try:
                return await _use(endpoint, given, work, clock)
            except Denied:
                another = await self._asked.another(endpoint)
                if another is None:
                    raise
                given = another
        return await _use(endpoint, given, work, clock)

    def _known_key(self, endpoint: Endpoint) -> Credential | None:
        if self._rehearsing.is_at(endpoint):
            return api_key(self._rehearsing.KEY, endpoint)
        with suppress(SettingsError):
            return named_key(endpoint)
        return None


async def _use(endpoint: Endpoint, credential: Credential, work: Work[T], clock: Clock) -> T:
    async with FineTuning(endpoint, credential, clock=clock) as service:
        return await work(service)
