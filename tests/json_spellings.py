"""JSON values, and the many ways to spell one: spacing, escapes, keys that come twice."""

import json
from random import Random
from typing import TypeAlias

from hypothesis import strategies as st

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"

_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", "/": "\\/"}

KEYS = st.sampled_from(["role", "content", "", "a/b", "é", '"', "\\", "😀"]) | st.text(max_size=3)

VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.text(st.sampled_from('"\\{}[],: a'), max_size=8),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(KEYS, children, max_size=4),
    max_leaves=12,
)


def spell(value: Value, random: Random) -> bytes:
    """A spelling of `value`; members that a later one of the same key overrides may be added."""
    return _spell(value, random).encode()


def _spell(value: Value, random: Random) -> str:
    if isinstance(value, str):
        text = '"' + "".join(_spell_character(character, random) for character in value) + '"'
    elif isinstance(value, list):
        text = "[" + ",".join(_spell(element, random) for element in value) + _gap(random) + "]"
    elif isinstance(value, dict):
        members = []
        for key, member in value.items():
            if random.random() < 0.2:
                overridden: list[Value] = [None, "", [value], {key: member}]
                other = _spell(random.choice(overridden), random)
                members.append(_spell(key, random) + ":" + other)
            members.append(_spell(key, random) + ":" + _spell(member, random))
        text = "{" + ",".join(members) + _gap(random) + "}"
    else:
        text = json.dumps(value)
    return _gap(random) + text + _gap(random)


def _spell_character(character: str, random: Random) -> str:
    spellings = ["".join(f"\\u{unit:04x}" for unit in _utf16_units(character))]
    if character in _SHORT_ESCAPES:
        spellings.append(_SHORT_ESCAPES[character])
    if character >= " " and character not in '"\\':
        spellings += [character] * 4
    return random.choice(spellings)


def _utf16_units(character: str) -> list[int]:
    encoded = character.encode("utf-16-be")
    return [int.from_bytes(encoded[i : i + 2]) for i in range(0, len(encoded), 2)]


def _gap(random: Random) -> str:
    return random.choice(["", "", "", " ", "  ", "\t"])
