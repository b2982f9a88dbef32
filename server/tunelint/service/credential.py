"""What proves to a service who asks, bound to the host that it was given for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from tunelint.service.endpoint import Endpoint
from tunelint.service.errors import EndpointError
from tunelint.service.secret import Secret

TokenProvider: TypeAlias = Callable[[], Awaitable[Secret]]
"""Gives a token that holds now. It is asked before each request, and keeps tokens itself."""

KEY = "API key"
TOKEN = "Microsoft Entra ID token"


@dataclass(frozen=True, slots=True)
class Credential:
    """A key, or whatever gives tokens. `kind` is how messages call it."""

    kind: str
    origin: str
    _provide: TokenProvider = field(repr=False)

    async def secret(self, endpoint: Endpoint) -> Secret:
        """The key or a token for a request to the endpoint. No other host receives it."""
        if endpoint.origin != self.origin:
            raise EndpointError(
                f"The {self.kind} was given for {self.origin}: {endpoint.origin} needs its own."
            )
        return await self._provide()

    def fields(self, secret: Secret, endpoint: Endpoint) -> dict[str, str]:
        """The header field that carries the secret."""
        if self.kind == KEY and endpoint.api.is_azure:
            return {"api-key": secret.reveal()}
        return {"Authorization": f"Bearer {secret.reveal()}"}


def api_key(value: str, endpoint: Endpoint) -> Credential:
    """A key for the endpoint's host. Raises ValueError of what can't be one."""
    secret = Secret(value)

    async def provide() -> Secret:
        return secret

    return Credential(KEY, endpoint.origin, provide)


def entra_id(provide: TokenProvider, endpoint: Endpoint) -> Credential:
    """Tokens of Microsoft Entra ID for the endpoint's host, which is an Azure resource."""
    return Credential(TOKEN, endpoint.origin, provide)
