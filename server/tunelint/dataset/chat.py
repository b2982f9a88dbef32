"""The shapes of a supervised example: messages, content parts, tools.

As of 2026-11, from `FineTuneChatRequestInput` of the OpenAI OpenAPI description, which Azure's
pages follow. The service refuses keys that the description does not name.
"""

import re

from tunelint.dataset.json_schema import is_json_schema
from tunelint.dataset.shape import JsonType, Key, Shape, Variants

STRING, OBJECT, ARRAY = (JsonType.STRING,), (JsonType.OBJECT,), (JsonType.ARRAY,)
TEXT_OR_PARTS = (JsonType.STRING, JsonType.ARRAY)
NULL = (JsonType.NULL,)

DETAILS = ("low", "high", "auto")

is_name = re.compile(r"[a-zA-Z0-9_-]{1,64}").fullmatch

IMAGE_URL = Shape(
    "image_url",
    required=(Key("url", STRING, "An http(s) URL, or the image itself as a base64 data URI."),),
    optional=(Key("detail", STRING, "How closely the model looks at the image.", values=DETAILS),),
)

PART_TYPE = Key("type", STRING, "What the content part holds.")

PARTS = {
    "text": Shape(
        "text part",
        required=(PART_TYPE, Key("text", STRING, "The text.")),
        doc="A piece of text.",
    ),
    "image_url": Shape(
        "image part",
        required=(
            PART_TYPE,
            Key("image_url", OBJECT, "The image, and how closely to look at it.", of=IMAGE_URL),
        ),
        doc="An image, by its URL or embedded.",
    ),
    "refusal": Shape(
        "refusal part",
        required=(PART_TYPE, Key("refusal", STRING, "The words in which the model refuses.")),
        doc="A refusal to answer.",
    ),
}


def _content(role: str, *allowed: str, unless: tuple[str, ...] = ()) -> Key:
    parts = Variants("content part", PART_TYPE, PARTS, frozenset(allowed), holder=role)
    return Key(
        "content",
        TEXT_OR_PARTS,
        "What the message says: a text, or a list of content parts.",
        of=parts,
        unless=unless,
    )


FUNCTION_CALL = Shape(
    "function call",
    required=(
        Key("name", STRING, "The function to call."),
        Key("arguments", STRING, "The arguments, as JSON in a string."),
    ),
)

TOOL_CALL = Shape(
    "tool call",
    required=(
        Key("id", STRING, "What the tool's answer refers to."),
        Key("type", STRING, "Always `function`.", values=("function",)),
        Key("function", OBJECT, "The function and its arguments.", of=FUNCTION_CALL),
    ),
)

AUDIO = Shape("audio", required=(Key("id", STRING, "An earlier audio answer of the model."),))

ROLE = Key("role", STRING, "Who speaks.")
NAME = Key("name", STRING, "Tells participants of the same role apart.", takes=is_name)

MESSAGES = {
    "system": Shape(
        "system message",
        required=(ROLE, _content("system", "text")),
        optional=(NAME,),
        doc="How the model is to behave.",
    ),
    "developer": Shape(
        "developer message",
        required=(ROLE, _content("developer", "text")),
        optional=(NAME,),
        doc="How the model is to behave, in reinforcement examples.",
    ),
    "user": Shape(
        "user message",
        required=(ROLE, _content("user", "text", "image_url")),
        optional=(NAME,),
        doc="What the model is asked: text and images.",
    ),
    "assistant": Shape(
        "assistant message",
        required=(
            ROLE,
            _content("assistant", "text", "refusal", unless=("tool_calls", "function_call")),
        ),
        optional=(
            NAME,
            Key("weight", (JsonType.INTEGER,), "1 to train on it, 0 not to.", values=(0, 1)),
            Key("tool_calls", ARRAY, "The tools that the model calls.", of=TOOL_CALL),
            Key("function_call", OBJECT + NULL, "Deprecated: `tool_calls`.", of=FUNCTION_CALL),
            Key("refusal", STRING + NULL, "The words in which the model refuses."),
            Key("audio", OBJECT + NULL, "An earlier audio answer of the model.", of=AUDIO),
        ),
        doc="What the model is to answer, or the tools that it is to call.",
    ),
    "tool": Shape(
        "tool message",
        required=(
            ROLE,
            _content("tool", "text"),
            Key("tool_call_id", STRING, "The `id` of the tool call that this answers."),
        ),
        doc="What a tool answered to a call.",
    ),
    "function": Shape(
        "function message",
        required=(
            ROLE,
            Key("content", STRING + NULL, "What the function answered."),
            Key("name", STRING, "The function that answered.", takes=is_name),
        ),
        doc="Deprecated: `tool`.",
    ),
}

MESSAGE = Variants("message", ROLE, MESSAGES, frozenset(MESSAGES) - {"developer"})

FUNCTION = Shape(
    "function",
    required=(Key("name", STRING, "The name by which the model calls it.", takes=is_name),),
    optional=(
        Key("description", STRING, "What it does, for the model to choose by."),
        Key("parameters", OBJECT, "The JSON Schema of its arguments.", takes=is_json_schema),
        Key("strict", (JsonType.BOOLEAN, JsonType.NULL), "Whether the schema binds the model."),
    ),
)

LEGACY_FUNCTION = Shape("function", FUNCTION.required, FUNCTION.optional[:2])

TOOL = Shape(
    "tool",
    required=(
        Key("type", STRING, "Always `function`.", values=("function",)),
        Key("function", OBJECT, "The function that may be called.", of=FUNCTION),
    ),
)

TOOLS = Key("tools", ARRAY, "The tools that the model may call.", of=TOOL)
PARALLEL_TOOL_CALLS = Key(
    "parallel_tool_calls", (JsonType.BOOLEAN,), "Whether calls may run side by side."
)

EXAMPLE = Shape(
    "example",
    required=(Key("messages", ARRAY, "The conversation, in order.", of=MESSAGE),),
    optional=(
        TOOLS,
        PARALLEL_TOOL_CALLS,
        Key("functions", ARRAY, "Deprecated: `tools`.", of=LEGACY_FUNCTION),
    ),
)
