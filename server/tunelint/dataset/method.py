"""The training method that an example, and so its file, is made for."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from tunelint.dataset import chat, preference

CHAT_KEYS = frozenset(key.name for key in chat.EXAMPLE.keys)
PREFERENCE_OUTPUTS = frozenset(preference.OUTPUT_KEYS)
UNDECIDED_FILE_IS_REINFORCEMENT_FROM = 10
"""Lines that all end with the user's turn: this many are hardly a mistake repeated."""


class Method(StrEnum):
    """How a model is tuned, by the service's names."""

    SUPERVISED = "supervised"
    PREFERENCE = "dpo"
    REINFORCEMENT = "reinforcement"


def method_of_example(value: dict[str, Any]) -> Method | None:
    """The method that a decoded line is plainly made for, or None when it tells none."""
    if "input" in value and not PREFERENCE_OUTPUTS.isdisjoint(value):
        return Method.PREFERENCE
    messages = value.get("messages")
    if type(messages) is not list or not messages:
        return None
    last = _role(messages[-1])
    if last == "assistant":
        return Method.SUPERVISED
    if last in ("user", "developer") and (
        not CHAT_KEYS.issuperset(value)
        or any(_role(message) == "developer" for message in messages)
    ):
        return Method.REINFORCEMENT
    return None


def method_of_file(examples: Mapping[Method | None, int]) -> Method:
    """The method of a file, from the number of examples of each; None counts the undecided."""
    decided = {method: examples.get(method, 0) for method in Method}
    if any(decided.values()):
        return max(decided, key=lambda method: decided[method])
    if examples.get(None, 0) >= UNDECIDED_FILE_IS_REINFORCEMENT_FROM:
        return Method.REINFORCEMENT
    return Method.SUPERVISED


def _role(message: Any) -> Any:
    return message.get("role") if type(message) is dict else None
