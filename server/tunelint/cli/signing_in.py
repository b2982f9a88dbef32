"""What proves to the service who asks, on the command line: a key of the environment's, or tokens
of Microsoft Entra ID."""

import asyncio
from importlib import import_module
from typing import Any

from tunelint.config.settings import SettingsError
from tunelint.profiles import rest
from tunelint.service import Credential, Endpoint, Secret, entra_id
from tunelint.service.errors import EndpointError
from tunelint.submission.environment import (
    AZURE_ENDPOINT,
    AZURE_KEY,
    OPENAI_KEY,
    named_endpoint,
    named_key,
    read_endpoint,
)


def find_endpoint(given: str) -> Endpoint:
    """The endpoint that is given, or that the environment names. Raises `SettingsError`."""
    endpoint = read_endpoint(given) if given else named_endpoint()
    if endpoint is None:
        raise SettingsError(
            f"No service is named: give --endpoint, or set {AZURE_ENDPOINT} or {OPENAI_KEY}."
        )
    return endpoint


def find_credential(endpoint: Endpoint) -> Credential:
    """What the environment holds for the endpoint. Raises `SettingsError`."""
    key = named_key(endpoint)
    if key:
        return key
    if not endpoint.api.is_azure:
        raise SettingsError(f"There is no key for {endpoint.title}: set {OPENAI_KEY}.")
    if endpoint.is_local:
        # Azure is not on this computer: what is here gets no token of somebody's account.
        raise SettingsError(f"There is no key for {endpoint.title}: set {AZURE_KEY}.")
    return _entra_id(endpoint)


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
