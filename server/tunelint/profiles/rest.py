"""How the services are spoken to: addresses, versions, and limits of what is sent at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tunelint.profiles.limit import Choice, Limit
from tunelint.profiles.source import Source, read_table, source


@dataclass(frozen=True, slots=True)
class Portal:
    """Where people look at jobs in a browser. `{job}` in the URL stands for the id of one."""

    url: str
    source: Source

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Portal:
        """The portal in a TOML table."""
        return cls(entry["url"], source(entry["source"]))


@dataclass(frozen=True, slots=True)
class Rest:
    """What is documented of the services' REST APIs.

    `azure_versions` are the dated ones, the latest last; `azure_scopes` are what a token of
    Microsoft Entra ID is asked for, the usual one first. The `portals` are by profile.
    """

    openai_bases: Choice
    azure_versions: Choice
    azure_scopes: Choice
    part_bytes_max: Limit
    upload_seconds: Limit
    portals: Mapping[str, Portal]


@cache
def rest() -> Rest:
    """What is documented of the services' REST APIs."""
    table = read_table("rest.toml")
    return Rest(
        openai_bases=Choice.read(table["openai_bases"]),
        azure_versions=Choice.read(table["azure_versions"]),
        azure_scopes=Choice.read(table["azure_scopes"]),
        part_bytes_max=Limit.read(table["part_bytes_max"]),
        upload_seconds=Limit.read(table["upload_seconds"]),
        portals={name: Portal.read(entry) for name, entry in table["portals"].items()},
    )
