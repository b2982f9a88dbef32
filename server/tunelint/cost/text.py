"""The tokens of a text, as the models that are tuned today read it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tunelint.profiles import TextTokens

if TYPE_CHECKING:
    from splintr import AnyTokenizer

MOST_BYTES_A_CHARACTER = 4


def text_tokens(text: str, rule: TextTokens) -> int:
    """How many tokens a text has. What looks like a special token is counted as plain text."""
    return len(_tokenizer(rule.encoding).encode_ordinary(text))


def most_text_tokens(text: str) -> int:
    """What its tokens can't exceed, for next to nothing: there is no token without a byte."""
    return len(text) if text.isascii() else MOST_BYTES_A_CHARACTER * len(text)


@cache
def _tokenizer(encoding: str) -> AnyTokenizer:
    # Its library is large, and most checks never count.
    from splintr import Tokenizer

    return Tokenizer.from_pretrained(encoding)
