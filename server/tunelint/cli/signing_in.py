"""Where the service is and what proves who asks, by the command line and the environment.

Neither is read from a configuration file: such a file comes with a project, and a project must
not say where keys are sent.
"""

import asyncio
import os
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tunelint.config.settings import SettingsError
from tunelint.profiles import rest
from tunelint.service import (
    Credential,
    Endpoint,
    Secret,
    api_key,
    azure,
    azure_dated,
    entra_id,
    openai,
)
from tunelint.service.errors import EndpointError

AZURE_ENDPOINT, AZURE_KEY = "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY"
OPENAI_ENDPOINT, OPENAI_KEY = "OPENAI_BASE_URL", "OPENAI_API_KEY"
OPENAI_PATH = "/v1"
"""Azure's v1 API has a longer one."""


def find_endpoint(given: str) -> Endpoint:
    """The endpoint that is given, or that the environment names. Raises `SettingsError`."""
    url = given or os.environ.get(AZURE_ENDPOINT, "")
    if url:
        return read_endpoint(url)
    if os.environ.get(OPENAI_KEY):
        return openai(os.environ.get(OPENAI_ENDPOINT, ""))
    raise SettingsError(
        f"No service is named: give --endpoint, or set {AZURE_ENDPOINT} or {OPENAI_KEY}."
    )


def read_endpoint(url: str) -> Endpoint:
    """The endpoint of a URL. Raises `EndpointError`."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        raise EndpointError("The endpoint is not a URL.") from None
    version = parse_qs(parts.query).get("api-version")
    if version:
        return azure_dated(parts._replace(query="").geturl(), version[0])
    is_openai = parts.path.rstrip("/") == OPENAI_PATH
    return openai(url) if is_openai else azure(url)


def find_credential(endpoint: Endpoint) -> Credential:
    """What the environment holds for the endpoint. Raises `SettingsError`."""
    if not endpoint.api.is_azure:
        own = openai(os.environ.get(OPENAI_ENDPOINT, ""))
        return _key(OPENAI_KEY, endpoint, own) or _none(OPENAI_KEY, endpoint)
    named = os.environ.get(AZURE_ENDPOINT, "")
    own = read_endpoint(named) if named else endpoint
    return _key(AZURE_KEY, endpoint, own) or _entra_id(endpoint)


def _key(name: str, endpoint: Endpoint, own: Endpoint) -> Credential | None:
    """The key in a variable, which belongs to the endpoint that another variable names."""
    value = os.environ.get(name, "")
    if not value.strip():
        return None
    if own.origin != endpoint.origin:
        raise SettingsError(
            f"The key in {name} belongs to {own.origin}: it is not sent to {endpoint.origin}."
        )
    try:
        return api_key(value, endpoint)
    except ValueError as error:
        raise SettingsError(f"{name} holds no key. {error}") from None


def _none(name: str, endpoint: Endpoint) -> Credential:
    raise SettingsError(f"There is no key for {endpoint.title}: set {name}.")


def _entra_id(endpoint: Endpoint) -> Credential:
    try:
        identity: Any = import_module("azure.identity")
    except ImportError:
        raise SettingsError(
            f"There is no credential for {endpoint.title}: set {AZURE_KEY}, or install "
            "tunelint[azure] to sign in with Microsoft Entra ID."
        ) from None
    chain = identity.DefaultAzureCredential()
    scope = rest().azure_scopes.values[0]

    async def provide() -> Secret:
        try:
            token = await asyncio.to_thread(chain.get_token, scope)
        except Exception:
            # What the library says can hold parts of requests, so it is not passed on.
            raise EndpointError(
                "Microsoft Entra ID gives no token.", advice="Sign in, as with `az login`."
            ) from None
        return Secret(token.token)

    return entra_id(provide, endpoint)
