"""How large an example is: in turns, images and tokens."""

from collections.abc import Iterable
from typing import NamedTuple

from tunelint.assist.lines import example_on
from tunelint.cost import Tokens, example_tokens
from tunelint.dataset.example import Example
from tunelint.images import Fetched
from tunelint.profiles import Profile
from tunelint.rules.families.image_urls import FETCHED


class Size(NamedTuple):
    """What one example holds. A turn begins where the user speaks, and not the user before.

    `linked` of the `images` stand elsewhere, so that the tokens depend on what was fetched.
    """

    turns: int
    images: int
    linked: int
    tokens: Tokens


def measure(line: bytes, service: Profile, fetched: Fetched) -> Size | None:
    """The size of the example on a line; None when it has no messages."""
    example = example_on(line)
    if example is None or not example.messages:
        return None
    images = example.images
    linked = sum(FETCHED.match(image.url) is not None for image in images)
    tokens = example_tokens(example, service, fetched)
    return Size(_turns(example), len(images), linked, tokens)


def total_tokens(sizes: Iterable[Size | None]) -> Tokens:
    """The tokens of all examples."""
    return Tokens.total(size.tokens for size in sizes if size)


def _turns(example: Example) -> int:
    roles = [message.role for message in example.messages]
    return sum(
        role == "user" != before for role, before in zip(roles, [None, *roles], strict=False)
    )
