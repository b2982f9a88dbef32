"""The shapes of a preference example: an input, and the better and the worse answer to it.

As of 2026-11, from `FineTunePreferenceRequestInput` of the OpenAI OpenAPI description. That calls
the outputs completions; Azure's pages and OpenAI's guide call them outputs, as the service does.
"""

from dataclasses import replace

from tunelint.dataset.chat import (
    ARRAY,
    MESSAGE,
    MESSAGES,
    OBJECT,
    PARALLEL_TOOL_CALLS,
    ROLE,
    TOOLS,
)
from tunelint.dataset.shape import Key, Shape, Variants

LEGACY_NAMES = {
    "preferred_output": "preferred_completion",
    "non_preferred_output": "non_preferred_completion",
}
OUTPUT_KEYS = (*LEGACY_NAMES, *LEGACY_NAMES.values())

INPUT = Shape(
    "input",
    required=(Key("messages", ARRAY, "The conversation up to the answer, in order.", of=MESSAGE),),
    optional=(TOOLS, PARALLEL_TOOL_CALLS),
)

_ASSISTANT = MESSAGES["assistant"]
_UNWEIGHTED = tuple(key for key in _ASSISTANT.optional if key.name != "weight")

OUTPUT_MESSAGES = {**MESSAGES, "assistant": replace(_ASSISTANT, optional=_UNWEIGHTED)}

OUTPUT_ROLES = frozenset({"assistant", "tool"})
OUTPUT_MESSAGE = Variants("message", ROLE, OUTPUT_MESSAGES, OUTPUT_ROLES)


def _output(name: str, doc: str, *unless: str) -> Key:
    return Key(name, ARRAY, doc, of=OUTPUT_MESSAGE, unless=unless)


EXAMPLE = Shape(
    "example",
    required=(
        Key("input", OBJECT, "What is answered: messages, and tools.", of=INPUT),
        _output("preferred_output", "The better answer.", "preferred_completion"),
        _output("non_preferred_output", "The worse answer.", "non_preferred_completion"),
    ),
    optional=tuple(
        _output(legacy, f"Another name of `{name}`.") for name, legacy in LEGACY_NAMES.items()
    ),
)
