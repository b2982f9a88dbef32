"""How the services are spoken to: addresses, versions, and limits of what is sent at once."""

from dataclasses import dataclass
from functools import cache

from tunelint.profiles.limit import Choice, Limit
from tunelint.profiles.source import read_table


@dataclass(frozen=True, slots=True)
class Rest:
    """What is documented of the services' REST APIs.

    `azure_versions` are the dated ones, the latest last; `azure_scopes` are what a token of
    Microsoft Entra ID is asked for, the usual one first.
    """

    openai_bases: Choice
    azure_versions: Choice
    azure_scopes: Choice
    part_bytes_max: Limit
    upload_seconds: Limit


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
    )
