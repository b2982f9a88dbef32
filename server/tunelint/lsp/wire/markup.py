"""Texts in Markdown, also for clients that draw none: to them it is plain text."""

from collections.abc import Sequence

from lsprotocol import types


def markup(text: str, formats: Sequence[types.MarkupKind] | None) -> types.MarkupContent:
    """A text for a client that takes these formats; one that names none has always had Markdown."""
    is_drawn = not formats or types.MarkupKind.Markdown in formats
    return types.MarkupContent(
        types.MarkupKind.Markdown if is_drawn else types.MarkupKind.PlainText, text
    )
