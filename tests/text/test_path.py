"""Paths, spelled as JSON Pointers."""

import pytest

from tunelint.text.path import Path, to_pointer


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ((), ""),
        (("messages", 0, "role"), "/messages/0/role"),
        (("",), "/"),
        (("a/b", "m~n", "~1"), "/a~1b/m~0n/~01"),
        (("é", "😀"), "/é/😀"),
    ],
)
def test_a_pointer_escapes_what_rfc_6901_says(path: Path, pointer: str) -> None:
    assert to_pointer(path) == pointer
