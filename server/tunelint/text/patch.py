"""Edits upon edits, told as edits of the text that was there first."""

from collections.abc import Iterable, Iterator

from tunelint.text.edits import Edit
from tunelint.text.span import Span


class Patch:
    """What a text has become: pieces that were kept of it, and others between them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._pieces: list[Span | bytes] = [Span(0, size)]

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make edits of what the text has become so far; they don't overlap."""
        fresh: list[Span | bytes] = []
        position = 0
        for span, text in sorted(edits, key=lambda edit: edit.span):
            fresh += [*self._between(position, span.start), text]
            position = span.end
        self._pieces = [*fresh, *self._between(position, None)]

    def edits(self) -> list[Edit]:
        """The edits of the text as it was that come to the same, in order."""
        edits = []
        position, text = 0, b""
        for piece in (*self._pieces, Span(self._size, self._size)):
            if isinstance(piece, bytes):
                text += piece
                continue
            if text or position < piece.start:
                edits.append(Edit(Span(position, piece.start), text))
            position, text = piece.end, b""
        return edits

    def _between(self, start: int, end: int | None) -> Iterator[Span | bytes]:
        """The pieces of a stretch of what the text has become, cut where it begins and ends."""
        offset = 0
        for piece in self._pieces:
            size = len(piece) if isinstance(piece, bytes) else piece.end - piece.start
            low = max(0, start - offset)
            high = size if end is None else min(size, end - offset)
            offset += size
            if low >= high:
                continue
            if isinstance(piece, bytes):
                yield piece[low:high]
            else:
                yield Span(piece.start + low, piece.start + high)
