"""JSON values for a schema: most are as it asks for, some are not, for nothing is filtered.

Which values are sound is told by the schema and by the rules; the tests are about whether those
two agree.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any

from hypothesis import strategies as st

from tunelint.dataset.shape import JsonType, Key, Shape, Variants

Json = st.SearchStrategy[Any]

SCALARS: Mapping[str, Json] = {
    "string": st.just("Hi"),
    "boolean": st.booleans(),
    "integer": st.integers(0, 1),
    "null": st.none(),
}
WORDS = st.sampled_from(
    ["", "two words", "system", "developer", "assistant", "function", "refusal", "image_url"]
)
STRAY: Json = st.one_of(
    *SCALARS.values(), WORDS, st.just(2), st.just(0.5), st.builds(list), st.builds(dict)
)
STRAY_KEYS = st.sampled_from(["answer", "weight", "role", "functions", "detail", "content"])


def values_of(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Json:
    """Values for a JSON Schema, by the keywords that say what there may be."""
    of = partial(values_of, definitions=definitions)
    if "$ref" in schema:
        return of(definitions[schema["$ref"].rpartition("/")[2]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "type" not in schema:
        return st.one_of([of(choice) for choice in schema.get("oneOf") or schema["anyOf"]])
    if schema["type"] == "array":
        return st.lists(of(schema["items"]), min_size=schema.get("minItems", 0), max_size=2)
    if schema["type"] == "object":
        members = {name: of(given) for name, given in schema["properties"].items()}
        return st.sampled_from(list(_required(schema))).flatmap(partial(_objects, members))
    return SCALARS[schema["type"]]


def values_of_shape(shape: Shape | Variants) -> Json:
    """Values for a declared shape."""
    if isinstance(shape, Variants):
        told = shape.discriminator.name
        return st.one_of(
            [
                _values_of_keys(shape.shapes[value], {told: st.just(value)})
                for value in sorted(shape.allowed)
            ]
        )
    return _values_of_keys(shape, {})


@st.composite
def damaged(draw: st.DrawFn, values: Json) -> Any:
    """Such values with one fault: a member lost, added or replaced."""
    value = draw(values)
    inside = draw(st.sampled_from(list(_containers(value))))
    if isinstance(inside, list):
        if inside:
            inside[draw(st.integers(0, len(inside) - 1))] = draw(STRAY)
        return value
    name = draw(st.sampled_from(sorted(inside)) | STRAY_KEYS if inside else STRAY_KEYS)
    if name in inside and draw(st.booleans()):
        del inside[name]
    else:
        inside[name] = draw(STRAY)
    return value


def _required(schema: Mapping[str, Any]) -> Iterator[set[str]]:
    """The sets of keys that an object may be required to have."""
    alternatives = [part.get("anyOf", [{}]) for part in (schema, *schema.get("allOf", ()))]
    for choices in product(*alternatives):
        yield {name for part in (schema, *choices) for name in part.get("required", ())}


def _objects(members: Mapping[str, Json], required: set[str]) -> Json:
    return st.fixed_dictionaries(
        {name: members[name] for name in members if name in required},
        optional={name: members[name] for name in members if name not in required},
    )


def _values_of_keys(shape: Shape, given: dict[str, Json]) -> Json:
    members = {key.name: _values_of_key(key) for key in shape.keys} | given
    return _objects(members, {key.name for key in shape.required})


def _values_of_key(key: Key) -> Json:
    if key.values:
        return st.sampled_from(key.values)
    return st.one_of([_typed(kind, key.of) for kind in key.types])


def _typed(kind: JsonType, of: Shape | Variants | None) -> Json:
    items = values_of_shape(of) if of else st.builds(dict)
    match kind:
        case JsonType.ARRAY:
            return st.lists(items, min_size=1, max_size=2)
        case JsonType.OBJECT:
            return items
        case _:
            return SCALARS[kind.name.lower()]


def _containers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for member in value.values() if isinstance(value, dict) else value:
            yield from _containers(member)
