"""Where the documents contradict each other."""

from functools import cache
from typing import NamedTuple

from tunelint.profiles.source import Source, read_table, source


class Claim(NamedTuple):
    """What one document says."""

    source: Source
    says: str


@cache
def contradictions() -> dict[str, tuple[Claim, ...]]:
    """The claims that don't go together, by the code of the rule that is about them."""
    return {
        code: tuple(Claim(source(key), says) for key, says in claims.items())
        for code, claims in read_table("contradictions.toml").items()
    }
