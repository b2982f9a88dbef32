"""A supervised example as the beginning of a preference example."""

from collections.abc import Mapping
from typing import Any

from tunelint.convert.example import Json
from tunelint.convert.tools import to_tools
from tunelint.dataset import preference
from tunelint.dataset.validation import compile_shape, find_shape_faults

PLACEHOLDER = "TODO: write the worse answer."

_INPUT_KEYS = tuple(key.name for key in preference.INPUT.keys)
_CHECK = compile_shape(preference.EXAMPLE)


def to_preference(value: Mapping[str, Any]) -> Json | None:
    """The preference example whose better output is the assistant's last message.

    The worse one is a placeholder, to be written. Functions become tools, for a preference has
    none. The last message's `weight` is left out. None when the example doesn't end with the
    assistant's message or has no other one, or when its shape is at fault.
    """
    example = to_tools(value) or dict(value)
    messages = example.get("messages")
    if type(messages) is not list or len(messages) < 2 or not example.keys() <= {*_INPUT_KEYS}:
        return None
    *before, last = messages
    if type(last) is not dict or last.get("role") != "assistant":
        return None
    better = {key: member for key, member in last.items() if key != "weight"}
    converted = {
        "input": example | {"messages": before},
        "preferred_output": [better],
        "non_preferred_output": [{"role": "assistant", "content": PLACEHOLDER}],
    }
    return None if find_shape_faults(_CHECK, converted) else converted
