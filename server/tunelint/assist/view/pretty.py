"""A row as a text of many lines, where payloads are short and all else keeps its spelling."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tunelint.assist.lines import read_line
from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.tokens import tokens
from tunelint.text.rows import content

NO_OBJECT = "This line is no JSON object, so it can't be shown as an example."

INDENT = b"  "
_OPENERS, _CLOSERS = (b"{", b"["), (b"}", b"]")


class CannotShow(ValueError):
    """A row that is no example; the message is for the user."""


class Line(NamedTuple):
    """A line of a pretty text: how deep it is indented, and its tokens."""

    depth: int
    tokens: list[bytes]

    @property
    def text(self) -> bytes:
        """The line as it is written, without a line end."""
        return INDENT * self.depth + b"".join(
            b": " if token == b":" else token for token in self.tokens
        )


def pretty(row: bytes, placeholders: Placeholders) -> bytes:
    """The text of a row. Raises `CannotShow`."""
    if read_line(row) is None:
        raise CannotShow(NO_OBJECT)
    return spread(placeholders.shortened(content(row)))


def spread(text: bytes) -> bytes:
    """JSON with a line for each member and each item."""
    return b"".join(line.text + b"\n" for line in lines(tokens(text)))


def lines(found: Iterable[bytes]) -> Iterator[Line]:
    """The lines that tokens come to."""
    line = Line(0, [])
    previous = b""
    for token in found:
        is_opened, is_closer = previous in _OPENERS, token in _CLOSERS
        if (is_opened or previous == b"," or is_closer) and not (is_opened and is_closer):
            yield line
            line = Line(line.depth + is_opened - is_closer, [])
        line.tokens.append(token)
        previous = token
    yield line
