"""JSON Schemas that tools declare: whether they are sound, and what does not fit them.

Nothing is fetched. A schema that is too large, too entangled, or not self-contained is not judged:
it is taken as sound, and everything fits it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from tunelint.text.path import Path

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError, Validator

SCHEMAS_REMEMBERED = 512
SCHEMA_BYTES_MAX = 100_000
STEPS_MAX = 10_000
"""Alternatives multiply along references: a schema of 2 KB can ask for a million comparisons."""
BACKTRACKS_MAX = 10_000
PATTERN_BYTES_MAX = 1 << 20

_UNBOUNDED = frozenset({"$dynamicRef", "$recursiveRef"})


class Misfit(NamedTuple):
    """A value that does not fit: where it stands, and what the keyword of the schema asks for."""

    path: Path
    keyword: str
    asked: Any
    value: Any


def is_json_schema(value: dict[str, Any]) -> bool:
    """Whether an object is a JSON Schema, of any draft when it names none."""
    return schema_fault(value) is None


def schema_fault(schema: dict[str, Any]) -> Misfit | None:
    """What in an object keeps it from being a JSON Schema."""
    return _compiled(schema).fault


def find_misfit(schema: dict[str, Any], value: Any) -> Misfit | None:
    """The first part of a value that does not fit the schema."""
    validator, _, extent = _compiled(schema)
    if validator is None or not extent.allows(value):
        return None
    from jsonschema_rs import ValidationError
    from jsonschema_rs import ValidationErrorKind as Kind

    try:
        validator.validate(value)
    except ValidationError as error:
        gave_up = isinstance(error.kind, Kind.BacktrackLimitExceeded | Kind.RegexEngineFailure)
        return None if gave_up else _misfit(error)
    except ValueError:  # nested too deeply for the library
        return None
    return None


class _Extent(NamedTuple):
    """How many subschemas there are with references followed, and how many of these lead back."""

    steps: int = 0
    ways_back: int = 0

    def allows(self, value: Any) -> bool:
        """Whether a value can be held against the schema in reasonable time."""
        return self.ways_back < 2 or self.steps * self.ways_back ** _depth(value) <= STEPS_MAX


class _Compiled(NamedTuple):
    validator: Validator | None = None
    fault: Misfit | None = None
    extent: _Extent = _Extent()


def _compiled(schema: dict[str, Any]) -> _Compiled:
    try:
        return _compile(orjson.dumps(schema, option=orjson.OPT_SORT_KEYS))
    except orjson.JSONEncodeError:  # nested too deeply for the library
        return _Compiled()


@lru_cache(SCHEMAS_REMEMBERED)
def _compile(canonical: bytes) -> _Compiled:
    if len(canonical) > SCHEMA_BYTES_MAX:
        return _Compiled()
    schema = orjson.loads(canonical)
    extent = _extent(schema)
    if extent is None:
        return _Compiled()
    import jsonschema_rs as library

    drafts = (library.Draft202012Validator, library.Draft7Validator, library.Draft4Validator)
    fault = None
    for draft in (library.validator_for,) if "$schema" in schema else drafts:
        try:
            validator = draft(
                schema,
                offline=True,
                validate_formats=False,
                pattern_options=library.FancyRegexOptions(BACKTRACKS_MAX, PATTERN_BYTES_MAX),
            )
        except library.ValidationError as error:
            # Other engines take other patterns, and an unknown `$schema` may well be sound.
            if error.kind.name in ("format", "$ref"):
                return _Compiled()
            fault = fault or _misfit(error)
        except ValueError:  # nested too deeply for the library
            return _Compiled()
        else:
            return _Compiled(validator, None, extent)
    return _Compiled(None, fault)


def _misfit(error: ValidationError) -> Misfit:
    kind = error.kind
    return Misfit(tuple(error.instance_path), kind.name, kind.value, error.instance)


def _extent(schema: dict[str, Any]) -> _Extent | None:
    """The extent of a schema, None when it is too large or when a reference leads out of it."""
    steps = ways_back = 0
    root = {key: value for key, value in schema.items() if key not in ("$defs", "definitions")}
    pending: list[tuple[Any, frozenset[str]]] = [(root, frozenset())]
    while pending:
        node, followed = pending.pop()
        steps += 1
        if steps > STEPS_MAX:
            return None
        if type(node) is list:
            pending += [(item, followed) for item in node]
        elif type(node) is dict:
            if not _UNBOUNDED.isdisjoint(node):
                return None
            pending += [(member, followed) for member in node.values()]
            reference = node.get("$ref")
            if type(reference) is not str:
                continue
            if reference == "#" or reference in followed:
                ways_back += 1
            else:
                target = _target(schema, reference)
                if target is None:
                    return None
                pending.append((target, followed | {reference}))
    return _Extent(steps, ways_back)


def _target(schema: dict[str, Any], reference: str) -> Any:
    if not reference.startswith("#/") or "%" in reference:
        return None
    node: Any = schema
    for step in reference.removeprefix("#/").split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        if type(node) is list and key.isdecimal() and int(key) < len(node):
            node = node[int(key)]
        elif type(node) is dict:
            node = node.get(key)
        else:
            return None
    return node


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        inner = [
            each.values() if type(each) is dict else each
            for each in level
            if type(each) in (dict, list)
        ]
        level = [member for members in inner for member in members]
    return depth
