"""What can be written at a place, ready to be put in: with its quotes and commas."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from tunelint.assist.documentation import about_key
from tunelint.assist.expected import (
    Expected,
    Member,
    expected_at,
    forms_for,
    members_of,
    value_on,
)
from tunelint.assist.skeleton import (
    Pieces,
    Spelling,
    Stop,
    as_plain,
    as_snippet,
    spelling_of,
    value_of,
    written,
)
from tunelint.assist.snippets import Snippet, examples_for, items_of
from tunelint.assist.spot import Spot
from tunelint.assist.values import Around, Kind, Offer, unanswered_calls, values_for
from tunelint.dataset.shape import Shape, Variants
from tunelint.text.cursor import Cursor, Slot, read_cursor, value_around

REQUIRED, OPTIONAL = "required", "optional"


class Item(NamedTuple):
    """One thing to choose, the text that it puts in, and the text that it is found by."""

    label: str
    kind: Kind
    detail: str
    doc: str
    text: str
    is_snippet: bool
    filter: str


class Completion(NamedTuple):
    """What can take the place of some columns of the row."""

    items: list[Item]
    start: int
    end: int


def complete(
    spot: Spot, *, snippets: bool, is_asked: bool, files: Callable[[], list[str]]
) -> Completion | None:
    """What can be written at a spot.

    `snippets` tells that the editor knows their syntax, `is_asked` that somebody asked, who did
    not just type. `files` are the images that may be named, listed only where one may stand.
    """
    cursor = read_cursor(spot.row, spot.offset)
    if cursor.slot is Slot.NOTHING or (cursor.needs_comma_before and not is_asked):
        return None
    spelling = spelling_of(spot.row if spot.row.strip() else spot.above)
    names_host = b":" in spot.row[cursor.token.start : spot.offset]
    offers = list(_offers(spot, cursor, spelling, list if names_host else files))
    if cursor.is_string:
        offers = [offer for offer in offers if offer.is_scalar]
    if not offers:
        return None
    before, behind = _surroundings(spot.row, cursor, spelling)
    items = [
        _item(offer, (before, *offer.pieces, behind), snippets=snippets, is_string=cursor.is_string)
        for offer in offers
    ]
    return Completion(items, *map(spot.column_of, cursor.token))


def _item(offer: Offer, pieces: Pieces, *, snippets: bool, is_string: bool) -> Item:
    is_snippet = snippets and any(isinstance(piece, Stop) for piece in pieces)
    return Item(
        offer.name,
        offer.kind,
        offer.detail,
        offer.doc,
        as_snippet(pieces) if is_snippet else as_plain(pieces),
        is_snippet,
        f'"{offer.name}"' if is_string else offer.name,
    )


def _surroundings(row: bytes, cursor: Cursor, spelling: Spelling) -> tuple[str, str]:
    """What separates a new text from what stands around it."""
    start = cursor.token.start
    before = spelling.comma if cursor.needs_comma_before else ""
    if not before and row[start - 1 : start] in (b":", b","):
        before = spelling.comma.removeprefix(",")
    return before, spelling.comma if cursor.needs_comma_behind else ""


def _offers(
    spot: Spot, cursor: Cursor, spelling: Spelling, files: Callable[[], list[str]]
) -> Iterator[Offer]:
    if not cursor.path and cursor.slot is Slot.VALUE:
        for method in spot.methods:
            yield from map(_skeleton, examples_for(method, spelling))
        return
    value = value_around(spot.row, cursor)
    places = [
        (form, place)
        for form in forms_for(value, spot.methods)
        if (place := expected_at(form.shape, value, cursor.path))
    ]
    if cursor.slot is Slot.KEY:
        yield from _keys([place for _, place in places], value, cursor, spelling)
    elif places:
        form, (declared, member) = places[0]
        around = Around(value, cursor.path, form, spot.service, spot.fetched, spelling, files)
        if member is not None:
            yield from values_for(member, around)
        elif declared is not None:
            yield from _items(declared, around)


def _items(declared: Shape | Variants, around: Around) -> Iterator[Offer]:
    waiting: dict[str, Pieces] = {}
    for call_id in unanswered_calls(around)[:1]:
        waiting["tool_call_id"] = (written(call_id),)
    yield from map(_skeleton, items_of(declared, around.spelling, waiting))


def _skeleton(snippet: Snippet) -> Offer:
    return Offer(snippet.name, snippet.pieces, Kind.SKELETON, doc=snippet.doc)


def _keys(
    places: Iterable[Expected], value: Any, cursor: Cursor, spelling: Spelling
) -> Iterator[Offer]:
    """The keys that the object lacks, the required ones first."""
    lacking: dict[str, Member] = {}
    for place in places:
        for member in members_of(place.declared, value_on(value, cursor.path)):
            if member.key.name not in cursor.keys:
                lacking.setdefault(member.key.name, member)
    offers = [_key(member, cursor, spelling) for member in lacking.values()]
    yield from sorted(offers, key=lambda offer: offer.detail != REQUIRED)


def _key(member: Member, cursor: Cursor, spelling: Spelling) -> Offer:
    key = member.key
    pieces: Pieces = (written(key.name),)
    if not cursor.has_colon:
        pieces = (*pieces, spelling.colon, *value_of(key, spelling, member.family))
    detail = REQUIRED if member.is_required_beside(cursor.keys) else OPTIONAL
    return Offer(key.name, pieces, Kind.KEY, detail, about_key(member))
