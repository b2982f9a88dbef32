"""How large an example is: in turns, images and tokens."""

from collections.abc import Iterable
from typing import NamedTuple

from tunelint.assist.lines import example_on
from tunelint.cost import Tokens, example_tokens
from tunelint.dataset.example import Example
from tunelint.profiles import Profile


class Size(NamedTuple):
    """What one example holds. A turn begins where the user speaks, and not the user before."""

    turns: int
    images: int
    tokens: Tokens


def measure(line: bytes, service: Profile) -> Size | None:
    """The size of the example on a line; None when it has no messages."""
    example = example_on(line)
    if example is None or not example.messages:
        return None
    return Size(_turns(example), len(example.images), example_tokens(example, service))


def total_tokens(sizes: Iterable[Size | None]) -> Tokens:
    """The tokens of all examples."""
    return Tokens.total(size.tokens for size in sizes if size)


def _turns(example: Example) -> int:
    roles = [message.role for message in example.messages]
    return sum(
        role == "user" != before for role, before in zip(roles, [None, *roles], strict=False)
    )
