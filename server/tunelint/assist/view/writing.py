"""The edits of a row that make it say what its edited view says.

They are found by comparing tokens. Those that are the same keep their spelling in the row, and the
white space around them; new ones are spaced as the row is.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate, chain

from tunelint.assist.lines import read_line
from tunelint.assist.view.differing import Hunk, differing
from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.pretty import Line, lines
from tunelint.assist.view.tokens import spans, tokens
from tunelint.text.edits import Edit, colon, comma, trimmed
from tunelint.text.rows import content
from tunelint.text.span import Span

_SEPARATORS = (b",", b":")


class CannotWrite(ValueError):
    """A view that no row can say; the message is for the user."""


def write(row: bytes, view: bytes, placeholders: Placeholders) -> list[Edit]:
    """The edits of a row, which orjson accepts. Raises `CannotWrite`."""
    row = content(row)
    if read_line(placeholders.expanded(view)) is None:
        raise CannotWrite("This is no JSON object, so nothing is written.")
    old, new = tokens(placeholders.shortened(row)), tokens(view)
    _refuse_broken(set(new).difference(old), placeholders)
    places = list(spans(row))
    return [
        _edit(row, places, hunk.old, [placeholders.expanded(token) for token in new[hunk.new]])
        for hunk in _hunks(old, new)
    ]


def _refuse_broken(new: Iterable[bytes], placeholders: Placeholders) -> None:
    """Only in what is new: a row may hold by itself what looks like a placeholder."""
    for found in chain.from_iterable(map(placeholders.broken, new)):
        raise CannotWrite(
            f"{found.decode(errors='replace')} stands for no image here, so nothing is written. "
            "Undo the change of this placeholder."
        )


def _hunks(old: list[bytes], new: list[bytes]) -> Iterator[Hunk]:
    """What differs: lines first, and then the tokens of these."""
    old_lines, new_lines = list(lines(old)), list(lines(new))
    old_starts, new_starts = (
        [*accumulate((len(line.tokens) for line in each), initial=0)]
        for each in (old_lines, new_lines)
    )
    found = differing([line.text for line in old_lines], [line.text for line in new_lines])
    for of_lines in chain.from_iterable(_paired(hunk, old_lines, new_lines) for hunk in found):
        first, behind = old_starts[of_lines.old.start], old_starts[of_lines.old.stop]
        new_first, new_behind = new_starts[of_lines.new.start], new_starts[of_lines.new.stop]
        for each in differing(old[first:behind], new[new_first:new_behind]):
            yield each.moved(first, new_first)


def _paired(hunk: Hunk, old: list[Line], new: list[Line]) -> Iterator[Hunk]:
    """Lines as many and as deep as before are the same ones, each with something else in it."""
    before, behind = old[hunk.old], new[hunk.new]
    if [line.depth for line in before] != [line.depth for line in behind]:
        yield hunk
        return
    for number in range(len(before)):
        first, new_first = hunk.old.start + number, hunk.new.start + number
        yield Hunk(slice(first, first + 1), slice(new_first, new_first + 1))


def _edit(row: bytes, places: list[Span], old: slice, new: list[bytes]) -> Edit:
    """New tokens in place of old ones, of either of which there may be none."""
    before, behind = places[old.start - 1].end, places[old.stop].start
    if old.start == old.stop:
        if new[0] in _SEPARATORS:
            return Edit(Span(before, before), _joined(row, new))
        return Edit(Span(behind, behind), _joined(row, new) + _gap(row, new[-1]))
    start, end = places[old.start].start, places[old.stop - 1].end
    if new:
        return trimmed(row, Edit(Span(start, end), _joined(row, new)))
    if row[start:end].startswith(_SEPARATORS):
        return Edit(Span(before, end), b"")
    return Edit(Span(start, behind), b"")


def _joined(row: bytes, new: list[bytes]) -> bytes:
    gaps = [*(_gap(row, token) for token in new[:-1]), b""]
    return b"".join(piece for pair in zip(new, gaps, strict=True) for piece in pair)


def _gap(row: bytes, token: bytes) -> bytes:
    """The white space behind a token in the row's own style."""
    if token not in _SEPARATORS:
        return b""
    return (comma(row) if token == b"," else colon(row))[1:]
