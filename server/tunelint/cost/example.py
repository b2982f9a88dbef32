"""The tokens of an example: of all that is said and shown in it."""

from collections.abc import Iterator
from typing import Any

import orjson

from tunelint.cost.images import image_tokens, most_image_tokens
from tunelint.cost.text import most_text_tokens, text_tokens
from tunelint.cost.tokens import Tokens
from tunelint.dataset.example import Example, Message
from tunelint.images import Fetched, known_image, nothing_fetched
from tunelint.profiles import Profile

DECLARATIONS = ("tools", "functions")


def example_tokens(
    example: Example, profile: Profile, fetched: Fetched = nothing_fetched
) -> Tokens:
    """The tokens that an epoch goes through: a preference example's of both outputs.

    Images behind URLs count by their sizes as far as those were `fetched`.
    """
    lists = _by_list(example, profile, fetched)
    return Tokens.total([_frame(example, profile), *lists.values()])


def sequence_tokens(
    example: Example, profile: Profile, fetched: Fetched = nothing_fetched
) -> Tokens:
    """The tokens that the model reads at once: a preference example's with the longer output."""
    lists = _by_list(example, profile, fetched)
    read = [_frame(example, profile), lists.pop(example.path, Tokens(0, 0))]
    if lists:
        read.append(max(lists.values(), key=lambda tokens: tokens.high))
    return Tokens.total(read)


def may_exceed(limit: int, example: Example, profile: Profile) -> bool:
    """Whether an example can have more tokens than that, told for next to nothing."""
    images = len(example.images) * most_image_tokens(profile.image_tokens)
    if example.byte_size is not None and example.byte_size + images <= limit:
        return False  # for there is no token without a byte, the images aside
    rule = profile.text_tokens
    frame = rule.per_example + len(example.messages) * (rule.per_message + rule.per_name)
    return frame + sum(map(most_text_tokens, _all_texts(example))) + images > limit


def plain_tokens(messages: list[dict[str, str]], profile: Profile) -> int:
    """The tokens of messages that are nothing but a role and a text."""
    rule = profile.text_tokens
    texts = (text for message in messages for text in message.values())
    said = sum(text_tokens(text, rule) for text in texts)
    return rule.per_example + rule.per_message * len(messages) + said


def _by_list(example: Example, profile: Profile, fetched: Fetched) -> dict[Any, Tokens]:
    """The tokens of the list of messages and of each output, by their paths."""
    lists: dict[Any, Tokens] = {}
    for message in example.messages:
        path = message.path[:-1]
        tokens = Tokens.exactly(_message_tokens(message, profile))
        lists[path] = Tokens.total([lists.get(path, Tokens(0, 0)), tokens])
    for image in example.images:
        path = image.part[:-3]
        facts = known_image(image.url, fetched).facts
        size = facts.size if facts else None
        tokens = image_tokens(size, image.detail, profile.image_tokens)
        lists[path] = Tokens.total([lists[path], tokens])
    return lists


def _frame(example: Example, profile: Profile) -> Tokens:
    rule = profile.text_tokens
    declared = sum(text_tokens(text, rule) for text in _declarations(example))
    return Tokens.exactly(rule.per_example + declared)


def _message_tokens(message: Message, profile: Profile) -> int:
    rule = profile.text_tokens
    said = sum(text_tokens(text, rule) for text in _texts(message.value))
    return rule.per_message + rule.per_name * ("name" in message.value) + said


def _all_texts(example: Example) -> Iterator[str]:
    yield from _declarations(example)
    for message in example.messages:
        yield from _texts(message.value)


def _texts(message: dict[str, Any]) -> Iterator[str]:
    """All that a message says; of calls their JSON text, as nobody documents how they are read."""
    for key, value in message.items():
        if type(value) is str:
            yield value
        elif key == "content":
            yield from _part_texts(value)
        elif type(value) in (dict, list):
            yield _json(value)


def _part_texts(content: Any) -> Iterator[str]:
    for part in content if type(content) is list else ():
        for key in ("text", "refusal"):
            if type(part) is dict and type(part.get(key)) is str:
                yield part[key]


def _declarations(example: Example) -> Iterator[str]:
    holder: Any = example.value
    for key in example.path[:-1]:
        holder = holder.get(key) if type(holder) is dict else None
    for key in DECLARATIONS if type(holder) is dict else ():
        if holder.get(key):
            yield _json(holder[key])


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
