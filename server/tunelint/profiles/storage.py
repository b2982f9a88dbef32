"""Where images are kept, and how the signature in a URL makes them readable for a while."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from tunelint.profiles.source import Source, read_table, source


@dataclass(frozen=True, slots=True)
class Expiry:
    """The parameters that tell when a signature ends: `at` a time, or what `lasts` `since` one."""

    at: str = ""
    since: str = ""
    lasts: str = ""

    def read(self, parameters: Mapping[str, str]) -> datetime | None:
        """The end of a signature; None when these parameters don't tell it."""
        try:
            if self.at:
                return _time(parameters[self.at])
            return _time(parameters[self.since]) + timedelta(seconds=int(parameters[self.lasts]))
        except (KeyError, ValueError, OverflowError, OSError):
            return None


@dataclass(frozen=True, slots=True)
class Storage:
    """A service that keeps files, private ones behind signatures."""

    name: str
    host: re.Pattern[str]
    signature: frozenset[str]
    expiry: tuple[Expiry, ...]
    source: Source

    def is_signed(self, parameters: Mapping[str, str]) -> bool:
        """Whether a URL with these parameters has a signature."""
        return not self.signature.isdisjoint(parameters)

    def signature_ends(self, parameters: Mapping[str, str]) -> datetime | None:
        """When the signature ends; None when the URL does not tell."""
        ends = (expiry.read(parameters) for expiry in self.expiry)
        return next((end for end in ends if end), None)


@dataclass(frozen=True, slots=True)
class Storages:
    """The known services, and how long a job may need its images."""

    services: tuple[Storage, ...]
    needed_for: timedelta

    def of_host(self, host: str) -> Storage | None:
        """The service that a host belongs to."""
        return next((each for each in self.services if each.host.fullmatch(host)), None)


@cache
def storages() -> Storages:
    """What is documented of the services that keep images."""
    table = read_table("storage.toml")
    services = tuple(
        Storage(
            entry["name"],
            re.compile(entry["host"], re.IGNORECASE | re.ASCII),
            frozenset(entry["signature"]),
            tuple(Expiry(**expiry) for expiry in entry["expiry"]),
            source(entry["source"]),
        )
        for entry in table["services"]
    )
    return Storages(services, timedelta(hours=table["needed_for"]["hours"]))


def _time(text: str) -> datetime:
    """A moment in ISO 8601, or in seconds since 1970."""
    if text.isascii() and text.isdigit() and len(text) != len("20260131"):
        return datetime.fromtimestamp(int(text), UTC)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
