"""The edits of a row that make it say what its edited view says.

They are found by comparing tokens. Those that are the same keep their spelling in the row, and the
white space around them; new ones are spaced as the row is.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, chain
from typing import NamedTuple

from tunelint.assist.lines import read_line
from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.pretty import lines
from tunelint.assist.view.tokens import spans, tokens
from tunelint.text.edits import Edit, colon, comma, trimmed
from tunelint.text.rows import content
from tunelint.text.span import Span

_SEPARATORS = (b",", b":")


class CannotWrite(ValueError):
    """A view that no row can say; the message is for the user."""


class Hunk(NamedTuple):
    """Items of a sequence, and the others in their place in another one."""

    old: slice
    new: slice


def write(row: bytes, view: bytes, placeholders: Placeholders) -> list[Edit]:
    """The edits of a row, which orjson accepts. Raises `CannotWrite`."""
    row = content(row)
    if read_line(placeholders.expanded(view)) is None:
        raise CannotWrite("This is no JSON object, so nothing is written.")
    old, new = tokens(placeholders.shortened(row)), tokens(view)
    _refuse_unknown(old, new, placeholders)
    places = list(spans(row))
    return [
        _edit(row, places, hunk.old, [placeholders.expanded(token) for token in new[hunk.new]])
        for hunk in _hunks(old, new)
    ]


def _refuse_unknown(old: list[bytes], new: list[bytes], placeholders: Placeholders) -> None:
    """A row may hold by itself what looks like a placeholder."""
    for token in set(new).difference(old):
        for found in placeholders.unknown(token):
            raise CannotWrite(
                f"{found.decode(errors='replace')} stands for no image that is known here, "
                "so nothing is written. Undo the change of this placeholder."
            )


def _hunks(old: list[bytes], new: list[bytes]) -> Iterator[Hunk]:
    """What differs: lines first, and then the tokens of these."""
    old_lines, new_lines = list(lines(old)), list(lines(new))
    old_starts, new_starts = (
        [*accumulate((len(line.tokens) for line in each), initial=0)]
        for each in (old_lines, new_lines)
    )
    differing = _differing([line.text for line in old_lines], [line.text for line in new_lines])
    for of_lines in chain.from_iterable(map(_paired, differing)):
        first, behind = old_starts[of_lines.old.start], old_starts[of_lines.old.stop]
        new_first, new_behind = new_starts[of_lines.new.start], new_starts[of_lines.new.stop]
        for each in _differing(old[first:behind], new[new_first:new_behind]):
            yield Hunk(_moved(each.old, first), _moved(each.new, new_first))


def _paired(hunk: Hunk) -> Iterator[Hunk]:
    """As many lines as before are most likely the same lines, each with something else in it."""
    old, new = range(hunk.old.start, hunk.old.stop), range(hunk.new.start, hunk.new.stop)
    if len(old) != len(new):
        yield hunk
        return
    for line, new_line in zip(old, new, strict=True):
        yield Hunk(slice(line, line + 1), slice(new_line, new_line + 1))


def _differing(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[Hunk]:
    """What differs between the same at both ends, which the matcher might tear apart."""
    most = min(len(old), len(new))
    same = next((n for n in range(most) if old[n] != new[n]), most)
    most -= same
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    inner = SequenceMatcher(None, old[same : len(old) - tail], new[same : len(new) - tail])
    for kind, first, behind, new_first, new_behind in inner.get_opcodes():
        if kind != "equal":
            yield Hunk(
                slice(same + first, same + behind), slice(same + new_first, same + new_behind)
            )


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


def _moved(items: slice, offset: int) -> slice:
    return slice(items.start + offset, items.stop + offset)
