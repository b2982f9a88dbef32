"""All rules, in the order in which they are listed and asked."""

from types import ModuleType

from tunelint.rules.families import (
    compared,
    content,
    conversation,
    file,
    formats,
    image_bytes,
    image_parts,
    image_urls,
    images,
    job,
    json_syntax,
    lines,
    media_types,
    parts,
    preference,
    reinforcement,
    shapes,
    tool_calls,
    tool_definitions,
    weights,
)
from tunelint.rules.rule import AnyRule, Rule

# Of the rules that claim a fault the first one has it, so the general family `shapes` is last.
FAMILIES: tuple[ModuleType, ...] = (
    lines,
    json_syntax,
    formats,
    compared,
    conversation,
    content,
    weights,
    tool_definitions,
    tool_calls,
    preference,
    reinforcement,
    parts,
    image_parts,
    images,
    image_urls,
    image_bytes,
    media_types,
    file,
    job,
    shapes,
)

RULES: tuple[AnyRule, ...] = tuple(
    rule for family in FAMILIES for rule in vars(family).values() if isinstance(rule, Rule)
)

BY_CODE = {rule.code: rule for rule in RULES}
