"""Edits of a passage stand where the client has their bytes."""

from hypothesis import given
from hypothesis import strategies as st

from tunelint.engine.open_dataset import Passage
from tunelint.lsp.documents.places import Places
from tunelint.text.columns import Unit, to_offset
from tunelint.text.edits import Edit
from tunelint.text.rows import split_rows
from tunelint.text.span import Span


@given(st.text(st.sampled_from("aé😀\n"), max_size=20), st.sampled_from(Unit), st.data())
def test_an_edit_of_several_rows_begins_and_ends_where_its_bytes_do(
    text: str, unit: Unit, data: st.DataObject
) -> None:
    ends = st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted)
    span = Span(*(len(text[:end].encode()) for end in data.draw(ends)))
    rows = split_rows(text.encode())
    passage = Passage(7, 7 + len(rows), text.encode())
    (made,) = Places(unit).text_edits(passage, [Edit(span, "é".encode())])
    assert made["newText"] == "é"
    for edge, offset in zip(("start", "end"), span, strict=True):
        line, character = made["range"][edge].values()
        before = sum(map(len, rows[: line - 7]))
        assert before + to_offset(rows[line - 7], character, unit) == offset
