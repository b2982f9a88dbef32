"""Formats that are for training elsewhere, and how they are told from an example's keys."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from tunelint.dataset.method import CHAT_KEYS, PREFERENCE_OUTPUTS

UNKNOWN = "unknown"
PAIRS = "chosen/rejected"
"""What others call a preferred output and the other one."""

DECISIVE_KEYS = PREFERENCE_OUTPUTS | {"messages"}
TRAINING_KEYS = CHAT_KEYS | PREFERENCE_OUTPUTS
"""Other formats have `tools`, too."""


class Format(NamedTuple):
    """A foreign format, and the keys that all of its records have, in whatever case."""

    name: str
    keys: frozenset[str]


FORMATS = (
    Format("prompt/completion", frozenset({"prompt", "completion"})),
    Format("ShareGPT", frozenset({"conversations"})),
    Format("Alpaca", frozenset({"instruction", "output"})),
    Format("question/answer", frozenset({"question", "answer"})),
    Format(PAIRS, frozenset({"chosen", "rejected"})),
    Format("Responses API", frozenset({"input", "output"})),
    Format("Responses API", frozenset({"input", "model"})),
)


def foreign_format(value: Mapping[str, Any]) -> str:
    """The name of an example's format when the service does not train on it.

    It is `UNKNOWN` when nobody is known to use such examples, and empty for chat, preference and
    reinforcement examples, be they broken.
    """
    if not value or not DECISIVE_KEYS.isdisjoint(value) or _means_messages(value):
        return ""
    there = {key.lower() for key in value}
    for name, keys in FORMATS:
        if keys <= there:
            return name
    if not TRAINING_KEYS.isdisjoint(value):
        return ""
    messages = value.get("input")
    return "" if type(messages) is dict and "messages" in messages else UNKNOWN


def _means_messages(value: Mapping[str, Any]) -> bool:
    """Whether a list stands under a misspelt `messages`; logs have a `message` too, a text."""
    lists = [key for key, listed in value.items() if type(listed) is list]
    return bool(get_close_matches("messages", lists, n=1, cutoff=0.75))
