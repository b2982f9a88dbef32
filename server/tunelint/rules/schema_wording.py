"""Says in plain words what does not fit a tool's JSON Schema."""

from collections.abc import Mapping
from typing import Any

from tunelint.dataset.json_schema import Misfit
from tunelint.dataset.shape import PYTHON_TYPES
from tunelint.rules.wording import nearest, shown
from tunelint.text.path import Path

VALUES_LISTED = 6
PYTHON_NAMES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
    "None": "null",
}
"""Types as Python names them, and as JSON Schema does."""
LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "multiples of {}",
    "minLength": "a length of at least {}",
    "maxLength": "a length of at most {}",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "what matches {}",
}


def misfit_of_arguments(misfit: Misfit, tool: str, parameters: Mapping[str, Any]) -> str:
    """What does not fit in the arguments of a call."""
    keyword, asked = misfit.keyword, misfit.asked
    place = _place(misfit.path) if misfit.path else "These arguments"
    verb = "are" if not misfit.path else "is"
    if keyword == "required":
        lacks = "lack" if not misfit.path else "lacks"
        return f"{place} {lacks} {shown(asked)}, which {tool} requires."
    if keyword in ("additionalProperties", "unevaluatedProperties"):
        return _stranger(misfit, tool, parameters)
    if keyword == "type":
        found = PYTHON_TYPES[type(misfit.value)]
        value = shown(misfit.value)
        quoted = found if value == found or misfit.value is None else f"{found} ({value})"
        return f"{place} {verb} {quoted}; {tool} takes {_types(asked)}."
    if keyword in ("enum", "const"):
        values = asked if keyword == "enum" else [asked]
        return f"{place} {verb} {shown(misfit.value)}; {tool} takes {_values(values)}."
    if keyword in LIMITS:
        limit = LIMITS[keyword].format(shown(asked))
        return f"{place} {verb} {shown(misfit.value)}; {tool} takes {limit}."
    return f'{place} {verb} not what {tool} takes; see "{keyword}" in its schema.'


def misfit_of_schema(misfit: Misfit) -> str:
    """What keeps a tool's `parameters` from being a JSON Schema."""
    place = _place(misfit.path) if misfit.path else '"parameters"'
    hint = ""
    if misfit.path and misfit.path[-1] == "type" and type(misfit.value) is str:
        meant = PYTHON_NAMES.get(misfit.value) or nearest(misfit.value, PYTHON_NAMES.values())
        hint = f' Did you mean "{meant}"?' if meant else ""
    return f"{place} can't be {shown(misfit.value)} in a JSON Schema.{hint}"


def _stranger(misfit: Misfit, tool: str, parameters: Mapping[str, Any]) -> str:
    name = misfit.asked[0]
    declared = parameters.get("properties") if not misfit.path else None
    meant = nearest(name, declared) if type(declared) is dict else None
    hint = f' Did you mean "{meant}"?' if meant else ""
    return f"{_place((*misfit.path, name))} is no argument of {tool}.{hint}"


def _place(path: Path) -> str:
    return shown(".".join(map(str, path)))


def _types(types: list[str]) -> str:
    named = ["null" if name == "null" else _with_article(name) for name in types]
    return " or ".join(named)


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aio" else f"a {noun}"


def _values(values: list[Any]) -> str:
    if len(values) > VALUES_LISTED:
        return f"one of {len(values)} other values"
    quoted = [shown(value) for value in values]
    return " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
