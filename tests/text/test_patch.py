"""Edits upon edits come to the same as one after the other."""

from hypothesis import given
from hypothesis import strategies as st

from tunelint.text.edits import Edit, apply_edits
from tunelint.text.patch import Patch
from tunelint.text.span import Span

TEXTS = st.binary(max_size=12)


@st.composite
def edits_of(draw: st.DrawFn, size: int) -> list[Edit]:
    """Edits of a text of that size that neither overlap nor touch."""
    places = draw(st.lists(st.integers(0, size), max_size=6, unique=True).map(sorted))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [Edit(Span(start, end), draw(TEXTS)) for start, end in pairs]


@given(st.data())
def test_a_patch_is_its_edits_one_after_the_other(data: st.DataObject) -> None:
    text = data.draw(st.binary(max_size=30))
    patch, made = Patch(len(text)), text
    for _ in range(data.draw(st.integers(0, 4))):
        edits = data.draw(edits_of(len(made)))
        patch.apply(edits)
        made = apply_edits(made, edits)
    assert apply_edits(text, patch.edits()) == made


def test_what_no_edit_touched_is_in_no_edit() -> None:
    text = b"a" + b"-" * 1000 + b"b"
    patch = Patch(len(text))
    patch.apply([Edit(Span(0, 1), b"A")])
    patch.apply([Edit(Span(1001, 1002), b"B"), Edit(Span(0, 1), b"AA")])
    assert patch.edits() == [Edit(Span(0, 1), b"AA"), Edit(Span(1001, 1002), b"B")]


def test_texts_put_in_at_one_place_keep_their_order() -> None:
    patch = Patch(2)
    patch.apply([Edit(Span(1, 1), b"z"), Edit(Span(1, 1), b"a")])
    assert apply_edits(b"()", patch.edits()) == b"(za)"


def test_no_edits_are_none() -> None:
    assert Patch(5).edits() == []
