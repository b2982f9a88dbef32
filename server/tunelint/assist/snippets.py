"""Whole messages, content parts and examples to begin with, made from the shapes."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tunelint.assist.expected import allowed_in
from tunelint.assist.skeleton import (
    Pieces,
    Spelling,
    Stop,
    list_of,
    object_of,
    value_of,
    value_of_type,
    written,
)
from tunelint.dataset import chat, preference, reinforcement
from tunelint.dataset.method import Method
from tunelint.dataset.shape import JsonType, Shape, Variants

GRADED = "answer"
"""A key for the grader, which may have any name."""


class Snippet(NamedTuple):
    """A skeleton with a name, and one line about it."""

    name: str
    pieces: Pieces
    doc: str


def items_of(
    declared: Shape | Variants, spelling: Spelling, known: Mapping[str, Pieces]
) -> Iterator[Snippet]:
    """What a list may have one more of; `known` are values for keys that can't be told else."""
    if isinstance(declared, Shape):
        yield Snippet(declared.name, object_of(declared, spelling, {}), "")
        return
    for name in allowed_in(declared):
        shape = declared.shapes[name]
        given: dict[str, Pieces] = {declared.discriminator.name: (written(name),)}
        given |= {key.name: known[key.name] for key in shape.required if key.name in known}
        if shape is chat.PARTS["image_url"]:
            given["image_url"] = _image(spelling)
        yield Snippet(shape.name, object_of(shape, spelling, given), shape.doc)
        if shape is chat.MESSAGES["user"]:
            given["content"] = _question_with_image(spelling)
            pieces = object_of(shape, spelling, given)
            yield Snippet("user message with image", pieces, "A question about an image.")
        elif shape.name == chat.MESSAGES["assistant"].name:
            pieces = object_of(shape, spelling, {**given, "tool_calls": _calls(spelling)})
            yield Snippet("assistant message with tool call", pieces, "A tool that is called.")


def examples_for(method: Method, spelling: Spelling) -> Iterator[Snippet]:
    """Whole examples for a method."""
    yield from EXAMPLES[method](spelling)


def _chats(spelling: Spelling) -> Iterator[Snippet]:
    question, answer = _message("user", spelling), _message("assistant", spelling)
    seen = _message("user", spelling, content=_question_with_image(spelling))
    called = _message("assistant", spelling, tool_calls=_calls(spelling))
    tools = list_of([object_of(chat.TOOL, spelling, {})], spelling)

    def example(*messages: Pieces, **more: Pieces) -> Pieces:
        given = {"messages": list_of([*messages], spelling), **more}
        return object_of(chat.EXAMPLE, spelling, given)

    yield Snippet("chat example", example(question, answer), "A question and its answer.")
    yield Snippet(
        "chat example with image", example(seen, answer), "A question about an image, answered."
    )
    yield Snippet(
        "chat example with tool call",
        example(question, called, tools=tools),
        "A question for which the model calls a tool.",
    )


def _preference(spelling: Spelling) -> Iterator[Snippet]:
    question = _message("user", spelling)
    answer = list_of([_message("assistant", spelling)], spelling)
    asked = {"messages": list_of([question], spelling)}
    given = {
        "input": object_of(preference.INPUT, spelling, asked),
        **dict.fromkeys(preference.LEGACY_NAMES, answer),
    }
    pieces = object_of(preference.EXAMPLE, spelling, given)
    yield Snippet("preference example", pieces, "A question, a better and a worse answer to it.")


def _reinforcement(spelling: Spelling) -> Iterator[Snippet]:
    question = _message("user", spelling)
    given: dict[str, Pieces] = {
        "messages": list_of([question], spelling),
        GRADED: ('"', Stop(), '"'),
    }
    pieces = object_of(reinforcement.EXAMPLE, spelling, given)
    yield Snippet("reinforcement example", pieces, "A question, and what its grader reads.")


EXAMPLES: Mapping[Method, Callable[[Spelling], Iterator[Snippet]]] = {
    Method.SUPERVISED: _chats,
    Method.PREFERENCE: _preference,
    Method.REINFORCEMENT: _reinforcement,
}


def _message(role: str, spelling: Spelling, **given: Pieces) -> Pieces:
    return object_of(chat.MESSAGES[role], spelling, {"role": (written(role),), **given})


def _question_with_image(spelling: Spelling) -> Pieces:
    text = object_of(chat.PARTS["text"], spelling, {"type": ('"text"',)})
    given: dict[str, Pieces] = {"type": ('"image_url"',), "image_url": _image(spelling)}
    return list_of([text, object_of(chat.PARTS["image_url"], spelling, given)], spelling)


def _image(spelling: Spelling) -> Pieces:
    detail = next(key for key in chat.IMAGE_URL.optional if key.name == "detail")
    return object_of(chat.IMAGE_URL, spelling, {"detail": value_of(detail, spelling)})


def _calls(spelling: Spelling) -> Pieces:
    return value_of_type(JsonType.ARRAY, chat.TOOL_CALL, spelling)
