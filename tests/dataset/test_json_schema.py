"""Whatever a tool declares as its schema: nothing is fetched, nothing hangs, nothing crashes."""

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from json_spellings import VALUES, Value
from tunelint.dataset import json_schema
from tunelint.dataset.json_schema import find_misfit, is_json_schema, schema_fault
from tunelint.text.path import value_at

NAMED = ["$ref", "$defs", "type", "properties", "items", "required", "enum", "anyOf", "pattern"]
KEYWORDS = [*NAMED, "oneOf", "not", "minimum", "additionalProperties"]
SCHEMA_LIKE: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["string", "object", "#", "#/$defs/a", "(a+)+$", 1, -1, True, None, []]),
    lambda inner: st.one_of(
        st.dictionaries(st.sampled_from([*KEYWORDS, "a", "b"]), inner, max_size=4),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


def doubling(levels: int) -> dict[str, Any]:
    """A schema that asks 2^levels times for a string."""
    steps: dict[str, Any] = {
        f"a{level}": {"anyOf": [{"$ref": f"#/$defs/a{level + 1}"}] * 2} for level in range(levels)
    }
    return {"$defs": {**steps, f"a{levels}": {"type": "string"}}, "$ref": "#/$defs/a0"}


def nested(levels: int, inner: Any = 3) -> Any:
    for _ in range(levels):
        inner = {"a": inner}
    return inner


@pytest.mark.parametrize("key", ["$ref", "$schema", "$id"])
def test_nothing_is_fetched(key: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        schema = {key: f"http://127.0.0.1:{server.getsockname()[1]}/schema.json", "type": "object"}
        assert is_json_schema(schema)
        find_misfit(schema, 1)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_no_file_is_read() -> None:
    assert find_misfit({"$ref": "file:///etc/hostname"}, 1) is None


def test_alternatives_that_multiply_are_not_followed() -> None:
    assert find_misfit(doubling(levels=3), 1) is not None
    assert find_misfit(doubling(levels=60), 1) is None


def test_ways_back_are_followed_as_far_as_they_do_not_multiply() -> None:
    once = {"properties": {"a": {"$ref": "#"}}, "type": "object"}
    twice = {**once, "anyOf": [{"properties": {"a": {"$ref": "#"}}}]}
    assert find_misfit(once, nested(100)) is not None
    assert find_misfit(twice, nested(5)) is not None
    assert find_misfit(twice, nested(100)) is None


def test_a_pattern_that_backtracks_is_given_up() -> None:
    hostile = {"pattern": r"^(?=a)((a|a)*)*\1?b$"}
    assert find_misfit(hostile, "a" * 5_000 + "c") is None


def test_what_is_nested_deeply_is_not_judged() -> None:
    assert is_json_schema({"not": nested(900, {})})
    assert find_misfit({"type": "string"}, nested(900)) is None


def test_a_schema_is_compiled_once_whatever_its_spelling() -> None:
    schema = {"type": "object", "title": "compiled once"}
    misses = json_schema._compile.cache_info().misses
    for spelling in (schema, dict(reversed(schema.items()))):
        assert find_misfit(spelling, 1) is not None
    assert json_schema._compile.cache_info().misses == misses + 1


@given(st.dictionaries(st.sampled_from(KEYWORDS), SCHEMA_LIKE, max_size=4), VALUES)
def test_any_object_is_told_to_be_a_schema_or_not(schema: dict[str, Any], value: Value) -> None:
    fault = schema_fault(schema)
    if fault is not None:
        assert value_at(schema, fault.path) == fault.value
        assert find_misfit(schema, value) is None
    elif misfit := find_misfit(schema, value):
        assert value_at(value, misfit.path) == misfit.value
