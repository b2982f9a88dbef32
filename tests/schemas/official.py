"""The service's own schemas of a training line, made strict JSON Schema.

They are the OpenAPI 3.0 schemas of `training-line-schemas.yaml`. Every object is closed, for the
service refuses keys that it does not know; those that say they are open stay so.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tunelint.dataset.method import Method

SOURCE = Path(__file__).parents[2] / ".." / "shared" / "specs" / "training-line-schemas.yaml"
LINES = {
    Method.SUPERVISED: "FineTuneChatRequestInput",
    Method.PREFERENCE: "FineTunePreferenceRequestInput",
    Method.REINFORCEMENT: "FineTuneReinforcementRequestInput",
}
WORDS = {"description", "title", "deprecated", "default", "format", "x-stainless-const"}
"""Keywords that tell about a value and forbid none."""

Schema = dict[str, Any]


@cache
def official_definitions() -> Mapping[str, Schema]:
    """The schemas by their names."""
    document = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    return {name: _converted(schema, schemas) for name, schema in schemas.items()}


def line_schema(method: Method, definitions: Mapping[str, Schema]) -> Schema:
    """The schema of a method's lines."""
    return {"$ref": f"#/$defs/{LINES[method]}", "$defs": dict(definitions)}


def _converted(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    rest = {keyword: given for keyword, given in schema.items() if keyword not in WORDS}
    if "$ref" in rest:
        return {"$ref": rest["$ref"].replace("#/components/schemas/", "#/$defs/")}
    if "allOf" in rest:
        return _converted(_merged(rest, schemas), schemas)
    nullable = rest.pop("nullable", False)
    converted = {keyword: rest.pop(keyword) for keyword in SIMPLE if keyword in rest}
    if "items" in rest:
        converted["items"] = _converted(rest.pop("items"), schemas)
    if "oneOf" in rest:
        converted["oneOf"] = [_converted(choice, schemas) for choice in rest.pop("oneOf")]
    if converted.get("type") == "object":
        # `unevaluatedProperties` belongs to a later OpenAPI; the source uses it all the same.
        is_open = rest.pop("unevaluatedProperties", rest.pop("additionalProperties", False))
        converted["additionalProperties"] = is_open
        properties = rest.pop("properties", {})
        converted["properties"] = {
            name: _converted(given, schemas) for name, given in properties.items()
        }
    assert not rest, f"keywords that nobody here knows: {list(rest)}"
    return {"anyOf": [converted, {"type": "null"}]} if nullable else converted


SIMPLE = ("type", "enum", "required", "minItems", "maxItems")


def _merged(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """One object instead of several that all hold: closed ones would exclude each other."""
    merged: Schema = {"type": "object", "properties": {}, "required": schema.get("required", [])}
    for part in schema["allOf"]:
        resolved = schemas[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        merged["properties"] |= resolved.get("properties", {})
        merged["required"] = sorted({*merged["required"], *resolved.get("required", [])})
    return merged
