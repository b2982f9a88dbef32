"""One configuration above another, as ruff's users know it."""

from typing import Any

from tunelint.config.keys import OFF, Values
from tunelint.rules.finding import Severity

SELECTION = ("select", "extend-select", "ignore")
JOINED = ("extend-select", "ignore")


def above(upper: Values, lower: Values) -> Values:
    """The upper one wins, key by key.

    Rules that it ignores, or selects besides, join those of the lower one. If it selects rules
    anew, the lower one has no say in which are asked.
    """
    kept = dict(lower)
    if "select" in upper:
        kept = {name: value for name, value in lower.items() if name not in SELECTION}
        kept["severity"] = severities(lower)
    joined: dict[str, Any] = {
        name: kept[name] | upper[name] for name in JOINED if name in kept and name in upper
    }
    return {**kept, **upper, **joined}


def severities(values: Values) -> dict[str, Severity]:
    """The severities of rules that are not off."""
    given = values.get("severity", {})
    return {code: Severity(word) for code, word in given.items() if word != OFF}


def ignored(values: Values) -> frozenset[str]:
    """The rules that are ignored, or whose severity is off."""
    given = values.get("severity", {})
    off = frozenset(code for code, word in given.items() if word == OFF)
    named: frozenset[str] = values.get("ignore", frozenset())
    return off | named
