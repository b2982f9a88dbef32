"""Sends requests to one endpoint, again where that does no harm, and tells of errors in words."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx
import orjson

from tunelint import __version__
from tunelint.service.clock import LONGEST_WAIT, Clock
from tunelint.service.credential import Credential
from tunelint.service.endpoint import Endpoint
from tunelint.service.errors import EndpointError, ServiceError, Unanswered, Unreachable
from tunelint.service.multipart import Form
from tunelint.service.reading import text
from tunelint.service.refusal import refusal
from tunelint.service.secret import Secret

TIMEOUT = httpx.Timeout(60, connect=10)
UPLOAD_TIMEOUT = httpx.Timeout(600, connect=10)
"""Services look at a file before they answer."""

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Connection:
    """An endpoint, the credential for it, and a pool of connections."""

    endpoint: Endpoint
    clock: Clock
    _credential: Credential
    _client: httpx.AsyncClient

    def at(self, endpoint: Endpoint) -> Connection:
        """The same for another API of the same host."""
        return replace(self, endpoint=endpoint)

    async def get(self, *path: str, params: Mapping[str, str] | None = None) -> Json:
        """What a resource says of itself."""
        return await self._json(Asked("GET", self.endpoint.url(*path, params=params)))

    async def read(self, *path: str) -> bytes:
        """The bytes of a resource, which are few."""
        return (await self._answer(Asked("GET", self.endpoint.url(*path)))).content

    async def delete(self, *path: str) -> None:
        """Remove a resource."""
        await self._answer(Asked("DELETE", self.endpoint.url(*path)))

    async def post(self, *path: str, body: Json | Form) -> Json:
        """Make what may be made twice without harm."""
        return await self._made(Asked("POST", self.endpoint.url(*path), body))

    async def post_once(self, *path: str, body: Json | Form) -> Json:
        """Make what is made at most once.

        Raises an error that is not `is_without_effect` when nobody knows whether it was made.
        """
        asked = Asked("POST", self.endpoint.url(*path), body, is_harmless=False)
        return await self._made(asked)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def _made(self, asked: Asked) -> Json:
        answer = await self._json(asked)
        if not text(answer, "id"):
            raise Unanswered("The service's answer does not name what it made.")
        return answer

    async def _json(self, asked: Asked) -> Json:
        return _object((await self._answer(asked)).content)

    async def _answer(self, asked: Asked) -> httpx.Response:
        waits = self.clock.retries()
        while True:
            try:
                return await self._once(asked)
            except ServiceError as error:
                wait = next(waits, None)
                may_repeat = asked.is_harmless or error.is_without_effect
                is_worth_it = error.is_passing and may_repeat and error.wait <= LONGEST_WAIT
                if wait is None or not is_worth_it:
                    raise
                await self.clock.sleep(max(wait, self.clock.spread(error.wait)))

    async def _once(self, asked: Asked) -> httpx.Response:
        secret = await self._credential.secret(self.endpoint)
        try:
            response = await self._client.send(self._request(asked, secret))
        except NOT_SENT as error:
            raise Unreachable(_no_connection(error, self.endpoint.host)) from None
        except httpx.TransportError as error:
            raise Unanswered(_no_answer(error, self.endpoint.host)) from None
        except httpx.HTTPError:
            raise Unanswered(f"The answer of {self.endpoint.host} can't be read.") from None
        if response.is_success:
            return response
        raise refusal(
            response.status_code,
            response.headers,
            secret.hidden_in(response.text).encode(),
            endpoint=self.endpoint,
            credential=self._credential,
            now=self.clock.now(),
        )

    def _request(self, asked: Asked, secret: Secret) -> httpx.Request:
        # By itself, so that no frame of a trace that shows variables holds the secret's field.
        return self._client.build_request(
            asked.method,
            asked.url,
            headers={
                "User-Agent": f"tunelint/{__version__}",
                **asked.headers(),
                **self._credential.fields(secret, self.endpoint),
            },
            content=asked.content(),
            timeout=UPLOAD_TIMEOUT if isinstance(asked.body, Form) else TIMEOUT,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, before anybody's credential is on it."""

    method: str
    url: str
    body: Json | Form | None = None
    is_harmless: bool = True

    def headers(self) -> dict[str, str]:
        """What the header says of the body."""
        if isinstance(self.body, Form):
            return self.body.headers()
        return {} if self.body is None else {"Content-Type": "application/json"}

    def content(self) -> bytes | Form | None:
        """The body as it is sent, from its start."""
        if self.body is None or isinstance(self.body, Form):
            return self.body
        return orjson.dumps(self.body)


def connect(
    endpoint: Endpoint,
    credential: Credential,
    clock: Clock,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Connection:
    """A pool of connections to the endpoint.

    Proxies and certificates are those that the environment names. To this computer itself there is
    no proxy: what goes there without encryption goes through nobody's hands.
    """
    try:
        certificates = httpx.create_ssl_context()
    except OSError:
        raise EndpointError(
            "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names can't be read."
        ) from None
    try:
        client = httpx.AsyncClient(
            verify=certificates, transport=transport, trust_env=not endpoint.is_local
        )
    except (ValueError, httpx.InvalidURL):
        raise EndpointError("A proxy that the environment names has no valid URL.") from None
    return Connection(endpoint, clock, credential, client)


def _object(content: bytes) -> Json:
    try:
        answer = orjson.loads(content)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict):
        raise Unanswered("The service's answer is no JSON object.")
    return answer


def _no_connection(error: httpx.TransportError, host: str) -> str:
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                f"The certificate of {host} does not hold ({cause.verify_message}). Behind a proxy "
                "that looks into connections, SSL_CERT_FILE names its certificate."
            )
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ProxyError):
        return f"The proxy makes no connection to {host}."
    return f"No connection to {host} could be made."


def _no_answer(error: httpx.TransportError, host: str) -> str:
    if isinstance(error, httpx.TimeoutException):
        return f"{host} did not answer in time."
    return f"The connection to {host} broke off."
