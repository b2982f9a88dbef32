"""Where the service is and which key is for it, as the environment says.

Neither is read from a configuration file: such a file comes with a project, and a project must
not say where keys are sent.
"""

import os
from urllib.parse import parse_qs, urlsplit

from tunelint.config.settings import SettingsError
from tunelint.service import Credential, Endpoint, api_key, azure, azure_dated, openai
from tunelint.service.errors import EndpointError

AZURE_ENDPOINT, AZURE_KEY = "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY"
OPENAI_ENDPOINT, OPENAI_KEY = "OPENAI_BASE_URL", "OPENAI_API_KEY"
OPENAI_PATH = "/v1"
"""Azure's v1 API has a longer one."""


def named_endpoint() -> Endpoint | None:
    """The endpoint that the environment names. Raises `EndpointError`."""
    url = os.environ.get(AZURE_ENDPOINT, "")
    if url:
        return read_endpoint(url)
    return _own_openai() if os.environ.get(OPENAI_KEY) else None


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


def named_key(endpoint: Endpoint) -> Credential | None:
    """The key that the environment holds for an endpoint.

    Raises `SettingsError` when it holds one that is none, or that belongs to another origin.
    """
    name = _key_name(endpoint)
    value = os.environ.get(name, "")
    if not value.strip():
        return None
    own = _owner_of_key(endpoint)
    if own.origin != endpoint.origin:
        raise SettingsError(
            f"The key in {name} belongs to {own.origin}: it is not sent to {endpoint.origin}."
        )
    try:
        return api_key(value, endpoint)
    except ValueError as error:
        raise SettingsError(f"{name} holds no key. {error}") from None


def _key_name(endpoint: Endpoint) -> str:
    """The variable that keys for such an endpoint are in."""
    return AZURE_KEY if endpoint.api.is_azure else OPENAI_KEY


def _owner_of_key(endpoint: Endpoint) -> Endpoint:
    """The endpoint that a key belongs to; Azure's is for any, as long as none is named."""
    if not endpoint.api.is_azure:
        return _own_openai()
    named = os.environ.get(AZURE_ENDPOINT, "")
    return read_endpoint(named) if named else endpoint


def _own_openai() -> Endpoint:
    return openai(os.environ.get(OPENAI_ENDPOINT, ""))
