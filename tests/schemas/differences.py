"""Where the rules deliberately differ from the service's own schemas, and why.

Each difference says how the schema would read if it agreed with the rules, and has a witness: a
line on which the two disagree as long as the schema stands as it is.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from schemas.official import Schema
from tunelint.dataset.method import Method
from tunelint.dataset.preference import LEGACY_NAMES

CHAT, PREFERENCE = "FineTuneChatRequestInput", "FineTunePreferenceRequestInput"
WEIGHTED_ASSISTANT = "FineTuneChatCompletionRequestAssistantMessage"
ASSISTANT = "ChatCompletionRequestAssistantMessage"
TOOL = "ChatCompletionRequestToolMessage"

USER = {"role": "user", "content": "Hi"}
HELLO = {"role": "assistant", "content": "Hello"}
ANSWERED = {"role": "tool", "tool_call_id": "1", "content": "42"}
OUTPUTS_ALONE = {"preferred_completion": [HELLO], "non_preferred_completion": [HELLO]}


@dataclass(frozen=True, eq=False)
class Difference:
    """`at` leads to a node of the definitions, `instead` stands there under our reading."""

    reason: str
    at: tuple[str | int, ...]
    instead: Any
    method: Method
    witness: Mapping[str, Any]


def read_our_way(
    official: Mapping[str, Schema], differences: Iterable[Difference]
) -> dict[str, Schema]:
    """The official definitions with some differences put in."""
    definitions = deepcopy(dict(official))
    for difference in differences:
        *to_node, last = difference.at
        node: Any = definitions
        for step in to_node:
            node = node[step]
        node[last] = difference.instead
    return definitions


def chat(*messages: Mapping[str, Any]) -> dict[str, Any]:
    return {"messages": list(messages)}


def preference(**members: Any) -> dict[str, Any]:
    return {"input": chat(USER), **OUTPUTS_ALONE, **members}


def refs(*names: str) -> list[Schema]:
    return [{"$ref": f"#/$defs/{name}"} for name in names]


ROLES = {
    "system": "ChatCompletionRequestSystemMessage",
    "developer": "ChatCompletionRequestDeveloperMessage",
    "user": "ChatCompletionRequestUserMessage",
    "assistant": WEIGHTED_ASSISTANT,
    "function": "ChatCompletionRequestFunctionMessage",
}
ALL_MESSAGES = refs(*ROLES.values(), TOOL)

SAYS_OR_CALLS = [
    {"required": ["content"], "properties": {"content": {"not": {"type": "null"}}}},
    {"required": ["tool_calls"], "properties": {"tool_calls": {"minItems": 1}}},
    {"required": ["function_call"], "properties": {"function_call": {"type": "object"}}},
    {"required": ["tool_calls"], "properties": {"content": False}},
    {"required": ["function_call"], "properties": {"content": False}},
]

NAME = {"type": "string", "pattern": "^[a-zA-Z0-9_-]{1,64}$"}

OUTPUT = {
    "type": "array",
    "minItems": 1,
    "items": {"oneOf": refs(ASSISTANT, TOOL)},
    "contains": {"required": ["role"], "properties": {"role": {"const": "assistant"}}},
}
ONE_OF_BOTH_NAMES = [
    {
        "anyOf": [
            {"required": [name], "properties": {name: {"type": "array"}}},
            {"required": [legacy]},
        ]
    }
    for name, legacy in LEGACY_NAMES.items()
]

NEEDED = "The schema requires nothing here, yet the service answers that a key is missing."
SILENT = "Its description says: required unless `tool_calls` or `function_call` is specified."
CALLED_OUTPUT = (
    "Azure's pages and OpenAI's guide call it output; the completion is a warning. "
    "Nothing is said of null beside it."
)
ANSWERS = (
    "Azure's pages ask for at least one assistant message and allow tools' answers; "
    "more than one message is a warning."
)
NAMES = "What a name may be stands in descriptions, and in what the service answers."
DEVELOPERS = "Only reported to be refused: developer-role is a warning."

DIFFERENCES = (
    Difference(NEEDED, (CHAT, "required"), ["messages"], Method.SUPERVISED, {"tools": []}),
    Difference(
        DEVELOPERS,
        (CHAT, "properties", "messages", "items", "oneOf"),
        ALL_MESSAGES,
        Method.SUPERVISED,
        chat({"role": "developer", "content": "Be kind."}, USER, HELLO),
    ),
    Difference(
        SILENT,
        (WEIGHTED_ASSISTANT, "anyOf"),
        SAYS_OR_CALLS,
        Method.SUPERVISED,
        chat(USER, {"role": "assistant"}),
    ),
    Difference(
        "Fine-tuning takes text and images; these parts are for other endpoints.",
        ("ChatCompletionRequestUserMessageContentPart", "oneOf"),
        refs(
            "ChatCompletionRequestMessageContentPartText",
            "ChatCompletionRequestMessageContentPartImage",
        ),
        Method.SUPERVISED,
        chat({"role": "user", "content": [{"type": "file", "file": {"file_id": "1"}}]}, HELLO),
    ),
    *(
        Difference(
            NAMES,
            (message, "properties", "name"),
            NAME,
            Method.SUPERVISED,
            chat({"role": role, "content": "Hi", "name": "two words"}),
        )
        for role, message in ROLES.items()
    ),
    Difference(
        NAMES,
        ("FunctionObject", "properties", "name"),
        NAME,
        Method.SUPERVISED,
        chat(USER) | {"tools": [{"type": "function", "function": {"name": "two words"}}]},
    ),
    Difference(
        NAMES,
        ("ChatCompletionFunctions", "properties", "name"),
        NAME,
        Method.SUPERVISED,
        chat(USER) | {"functions": [{"name": "two words"}]},
    ),
    Difference(
        "Its description says that it is a JSON Schema.",
        ("FunctionParameters", "allOf"),
        [{"$ref": "https://json-schema.org/draft/2020-12/schema"}],
        Method.SUPERVISED,
        chat(USER) | {"functions": [{"name": "f", "parameters": {"type": "text"}}]},
    ),
    Difference(
        "An empty list holds nothing to refuse; deprecated-functions warns of the key.",
        (CHAT, "properties", "functions", "minItems"),
        0,
        Method.SUPERVISED,
        chat(USER) | {"functions": []},
    ),
    Difference(NEEDED, (PREFERENCE, "required"), ["input"], Method.PREFERENCE, OUTPUTS_ALONE),
    Difference(
        NEEDED,
        (PREFERENCE, "properties", "input", "required"),
        ["messages"],
        Method.PREFERENCE,
        preference(input={}),
    ),
    Difference(
        NEEDED,
        (PREFERENCE, "allOf"),
        ONE_OF_BOTH_NAMES,
        Method.PREFERENCE,
        {"input": chat(USER), "preferred_completion": [HELLO]},
    ),
    Difference(
        DEVELOPERS,
        (PREFERENCE, "properties", "input", "properties", "messages", "items", "oneOf"),
        ALL_MESSAGES,
        Method.PREFERENCE,
        preference(input=chat({"role": "developer", "content": "Be kind."}, USER)),
    ),
    Difference(
        SILENT,
        (ASSISTANT, "anyOf"),
        SAYS_OR_CALLS,
        Method.PREFERENCE,
        preference(preferred_completion=[{"role": "assistant", "content": None}]),
    ),
    Difference(
        NAMES,
        (ASSISTANT, "properties", "name"),
        NAME,
        Method.PREFERENCE,
        preference(preferred_completion=[HELLO | {"name": "two words"}]),
    ),
    *(
        Difference(
            CALLED_OUTPUT,
            (PREFERENCE, "properties", name),
            {"anyOf": [OUTPUT, {"type": "null"}]},
            Method.PREFERENCE,
            preference(**{name: [HELLO]}),
        )
        for name in LEGACY_NAMES
    ),
    *(
        Difference(
            ANSWERS,
            (PREFERENCE, "properties", legacy),
            OUTPUT,
            Method.PREFERENCE,
            preference(**{legacy: [HELLO, ANSWERED]}),
        )
        for legacy in LEGACY_NAMES.values()
    ),
)
