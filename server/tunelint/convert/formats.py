"""Which foreign format is converted by what."""

from collections.abc import Callable, Mapping
from typing import Any

from tunelint.convert.example import Json, Unconvertible
from tunelint.convert.pairs import from_alpaca, from_prompt_completion, from_question_answer
from tunelint.convert.responses import from_responses
from tunelint.convert.sharegpt import from_sharegpt
from tunelint.dataset.foreign import foreign_format

CONVERTERS: Mapping[str, Callable[[Json], Json]] = {
    "prompt/completion": from_prompt_completion,
    "ShareGPT": from_sharegpt,
    "Alpaca": from_alpaca,
    "question/answer": from_question_answer,
    "Responses API": from_responses,
}
"""By the names of `dataset.foreign`."""


def to_chat(value: Mapping[str, Any]) -> Json | None:
    """The chat example that a record of a foreign format means.

    It has the shape of a supervised example and ends with the assistant's message. Texts, images
    and the schemas of tools stay as they are, be they at fault in themselves: an image may be a
    file that the service can't fetch. Keys that a converter doesn't name are metadata and left
    out. None when the record is of no known format, or no example can say what it says.
    """
    converter = CONVERTERS.get(foreign_format(value))
    try:
        # Some write `Question` and `Answer`.
        return converter({key.lower(): value[key] for key in value}) if converter else None
    except Unconvertible:
        return None
