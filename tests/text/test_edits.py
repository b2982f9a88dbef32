"""An edit changes the value that it means, and not a byte besides."""

from collections.abc import Iterator
from random import Random

import orjson
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from json_spellings import VALUES, Value, spell
from tunelint.text.edits import (
    Edit,
    Kept,
    NoSuchNode,
    add_item,
    add_member,
    apply_edits,
    remove,
    rename_key,
    set_value,
)
from tunelint.text.path import Path
from tunelint.text.scanner import locate
from tunelint.text.span import Span

RANDOMS = st.randoms(use_true_random=False)
SPACED = (
    b'{"messages": [{"role": "user", "content": "caf\\u00e9"}, {"n": 1.0, "list": [1, 2,3 ]}]}\n'
)
COMPACT = b'{"messages":[{"role":"user"}],"empty":{},"none":[ ]}'


def paths(value: Value, path: Path = ()) -> Iterator[Path]:
    yield path
    if isinstance(value, dict):
        for key, member in value.items():
            yield from paths(member, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


def at(value: Value, path: Path) -> Value:
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def replaced(value: Value, path: Path, new: Value) -> Value:
    if not path:
        return new
    copy = value.copy()  # type: ignore[union-attr]
    copy[path[0]] = replaced(copy[path[0]], path[1:], new)  # type: ignore[index]
    return copy


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (
            set_value(SPACED, ("messages", 0, "role"), "usr"),
            SPACED.replace(b'"user"', b'"usr"'),
        ),
        (
            set_value(SPACED, ("messages", 0, "content"), [Kept(("messages", 0, "content")), {}]),
            SPACED.replace(b'"caf\\u00e9"', b'["caf\\u00e9", {}]'),
        ),
        (
            set_value(SPACED, ("messages", 0, "role"), Kept(("messages", 1, "n"))),
            SPACED.replace(b'"user"', b"1.0"),
        ),
        (remove(SPACED, ("messages", 0)), b'{"messages": [{"n": 1.0, "list": [1, 2,3 ]}]}\n'),
        (remove(SPACED, ("messages", 1, "list")), SPACED.replace(b', "list": [1, 2,3 ]', b"")),
        (remove(SPACED, ("messages", 1, "list", 2)), SPACED.replace(b",3 ", b" ")),
        (remove(COMPACT, ("messages", 0, "role")), COMPACT.replace(b'"role":"user"', b"")),
        (
            add_member(SPACED, ("messages", 1), "k", {"z": [], "y": None}),
            SPACED.replace(b"3 ]}", b'3 ], "k": {"z": [], "y": null}}'),
        ),
        (add_member(COMPACT, ("empty",), "k", 1), COMPACT.replace(b"{}", b'{"k":1}')),
        (add_item(SPACED, ("messages", 1, "list", 1), "x"), SPACED.replace(b" 2,", b' "x", 2,')),
        (add_item(SPACED, ("messages", 1, "list", 3), []), SPACED.replace(b"3 ]", b"3, [] ]")),
        (add_item(COMPACT, ("none", 0), 1), COMPACT.replace(b"[ ]", b"[1 ]")),
        (rename_key(SPACED, ("messages", 0, "role"), "r"), SPACED.replace(b'"role"', b'"r"')),
    ],
)
def test_the_rest_keeps_its_spelling(edits: list[Edit], expected: bytes) -> None:
    row = SPACED if expected.startswith(b'{"messages": ') else COMPACT
    assert apply_edits(row, edits) == expected


def test_an_edit_is_trimmed_to_what_differs() -> None:
    row = b'{"url": "data:image/jpg;base64,' + b"A" * 1_000_000 + b'"}'
    (edit,) = set_value(row, ("url",), orjson.loads(row)["url"].replace("jpg", "jpeg"))
    assert edit == Edit(Span(22, 22), b"e")


def test_an_edit_cuts_no_character_in_two() -> None:
    row = '{"a": "\u00e9\U0001f600x"}'.encode()
    for text in ("\u00e8\U0001f600x", "\u00e9\U0001f601x", "\u0169\U0001f640x"):
        (edit,) = set_value(row, ("a",), text)
        row[: edit.span.start].decode()
        row[edit.span.end :].decode()
        edit.text.decode()
        assert orjson.loads(apply_edits(row, [edit])) == {"a": text}


@given(VALUES, VALUES, RANDOMS)
def test_a_value_is_set_where_it_is_meant(value: Value, new: Value, random: Random) -> None:
    row = spell(value, random)
    path = random.choice(list(paths(value)))
    edited = apply_edits(row, set_value(row, path, new))
    assert orjson.loads(edited) == orjson.loads(spell(replaced(value, path, new), random))
    node = locate(row, path)
    assert node is not None
    assert edited[: node.value.start] == row[: node.value.start]
    assert edited.endswith(row[node.value.end :])


@given(VALUES, RANDOMS)
def test_what_is_removed_is_gone_and_nothing_else(value: Value, random: Random) -> None:
    path = random.choice(list(paths(value)))
    assume(path)
    # An earlier member of the same name would come back, so that none are added here.
    row = orjson.dumps(value)
    edited = orjson.loads(apply_edits(row, remove(row, path)))
    holder = at(value, path[:-1]).copy()  # type: ignore[union-attr]
    del holder[path[-1]]  # type: ignore[arg-type]
    assert edited == orjson.loads(orjson.dumps(replaced(value, path[:-1], holder)))


@given(VALUES, RANDOMS)
def test_what_is_added_stands_last(value: Value, random: Random) -> None:
    row = spell(value, random)
    for path in paths(value):
        there = at(value, path)
        if isinstance(there, list):
            edited = apply_edits(row, add_item(row, (*path, len(there)), "new"))
            assert at(orjson.loads(edited), path)[-1:] == ["new"]  # type: ignore[index]
        elif isinstance(there, dict):
            edited = apply_edits(row, add_member(row, path, "a new one", "new"))
            assert orjson.loads(edited) == orjson.loads(
                spell(replaced(value, path, {**there, "a new one": "new"}), random)
            )


def test_a_path_that_leads_nowhere_is_told() -> None:
    with pytest.raises(NoSuchNode, match="/messages/7"):
        set_value(SPACED, ("messages", 7), 1)


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply_edits(b"abcd", [Edit(Span(0, 2), b""), Edit(Span(1, 3), b"")])
