"""Hunks say what differs, and all of it, however much that is."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from tunelint.assist.view.differing import differing

ITEMS = st.lists(st.sampled_from([b"a", b"b", b"c", b"d", b"e", b"f"]), max_size=12)


@given(ITEMS, ITEMS)
def test_the_hunks_make_one_of_the_other(old: list[bytes], new: list[bytes]) -> None:
    made, position = [], 0
    for hunk in differing(old, new):
        assert position <= hunk.old.start
        made += [*old[position : hunk.old.start], *new[hunk.new]]
        position = hunk.old.stop
    assert [*made, *old[position:]] == new


@given(ITEMS)
def test_nothing_differs_from_itself(items: list[bytes]) -> None:
    assert list(differing(items, items)) == []


def test_what_stands_once_in_both_is_kept() -> None:
    old = [b"x", b"1", b"x", b"2", b"x"]
    new = [b"y", b"1", b"x", b"x", b"2", b"y"]
    hunks = list(differing(old, new))
    assert [(old[hunk.old], new[hunk.new]) for hunk in hunks] == [
        ([b"x"], [b"y"]),
        ([], [b"x"]),
        ([b"x"], [b"y"]),
    ]


def test_many_differences_take_no_longer_each_than_few() -> None:
    old = [line for n in range(20_000) for line in (b"{", b"role", b"text %d" % n, b"},")]
    new = [b"ROLE" if line == b"role" else line for line in old]
    start = process_time()
    assert sum(1 for _ in differing(old, new)) == 20_000
    assert process_time() - start < 20  # it took minutes
