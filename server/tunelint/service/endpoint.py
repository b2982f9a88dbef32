"""Where a service is, and how its APIs differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from ipaddress import ip_address
from urllib.parse import quote, urlencode, urlsplit

import httpx

from tunelint.profiles import rest
from tunelint.service.errors import EndpointError

HOST = re.compile(r"[\w.-]+|[\da-f:.]+")
LAST_PORT = 65_535


class Api(Enum):
    """The three APIs for fine-tuning. They share their paths and most of their fields."""

    AZURE_V1 = "azure"
    AZURE_DATED = "azure-dated"
    OPENAI = "openai"

    @property
    def is_azure(self) -> bool:
        """Whether keys go into the field `api-key`, and tokens of Microsoft Entra ID are taken."""
        return self is not Api.OPENAI

    @property
    def takes_metadata(self) -> bool:
        """Whether a job can be marked."""
        return self is not Api.AZURE_DATED


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An API at a base URL. `version` is the date of a dated API."""

    api: Api
    base: str
    version: str = ""

    @property
    def origin(self) -> str:
        """The scheme, host and port: what a credential is bound to."""
        scheme, host, *_ = urlsplit(self.base)
        return f"{scheme}://{host}"

    @property
    def host(self) -> str:
        """The host, and the port if it is not the usual one."""
        return urlsplit(self.base).netloc

    @property
    def is_local(self) -> bool:
        """Whether requests stay on this computer."""
        return _is_loopback(urlsplit(self.base).hostname or "")

    @property
    def title(self) -> str:
        """The endpoint in words."""
        return {
            Api.AZURE_V1: f"Azure v1 at {self.host}",
            Api.AZURE_DATED: f"Azure {self.version} at {self.host}",
            Api.OPENAI: f"OpenAI at {self.host}",
        }[self.api]

    def url(self, *path: str, params: Mapping[str, str] | None = None) -> str:
        """The URL of a resource. Identifiers are quoted, for they are the service's."""
        query = dict(params or {})
        if self.version:
            query["api-version"] = self.version
        joined = "/".join([self.base, *(quote(step, safe="") for step in path)])
        return f"{joined}?{urlencode(query)}" if query else joined

    def places_for_parts(self) -> tuple[Endpoint, ...]:
        """Where an upload in parts may be taken, this endpoint first.

        Azure's v1 does not document it; a project of Foundry's leaves it to its resource.
        """
        if self.api is not Api.AZURE_V1:
            return (self,)
        resource = azure(self.origin)
        dated = azure_dated(self.origin, rest().azure_versions.values[-1])
        return tuple(dict.fromkeys((self, resource, dated)))


def azure(endpoint: str) -> Endpoint:
    """Azure's v1 API of a resource, or of a project of Foundry's."""
    return Endpoint(Api.AZURE_V1, f"{_resource(endpoint)}/openai/v1")


def azure_dated(endpoint: str, version: str) -> Endpoint:
    """One of Azure's dated APIs."""
    return Endpoint(Api.AZURE_DATED, f"{_resource(endpoint)}/openai", version)


def openai(base: str = "") -> Endpoint:
    """OpenAI's own API, or what speaks like it elsewhere."""
    return Endpoint(Api.OPENAI, _checked(base or rest().openai_bases.values[0]))


def _resource(endpoint: str) -> str:
    """An endpoint as it is shown in the portal or in samples, without the path of an API."""
    return _checked(endpoint).removesuffix("/v1").removesuffix("/openai")


def _checked(url: str) -> str:
    """A base as the client will read it, so that no two readings of a URL differ."""
    try:
        parsed = httpx.URL(url.strip())
        scheme, host, port = parsed.scheme, parsed.host, parsed.port
    except (ValueError, httpx.InvalidURL):
        raise EndpointError("The endpoint is not a URL.") from None
    if scheme not in ("http", "https") or not HOST.fullmatch(host) or (port or 0) > LAST_PORT:
        raise EndpointError("The endpoint is a URL such as https://name.openai.azure.com.")
    if parsed.userinfo or parsed.query or parsed.fragment:
        raise EndpointError("The endpoint is a URL without a user, a query or a fragment.")
    if scheme == "http" and not _is_loopback(host):
        raise EndpointError(f"Keys and data go to {host} over https only.")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port is None else f"{shown}:{port}"
    path, _, _ = parsed.raw_path.decode().partition("?")
    return f"{scheme}://{place}{path.rstrip('/')}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
