"""The keys of the configuration: declared here once, read, described and documented from here."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from tunelint.config.values import (
    BadValue,
    FilePath,
    Glob,
    Kind,
    Name,
    Place,
    Set,
    Table,
    Text,
    Whole,
    no_such,
)
from tunelint.dataset.method import Method
from tunelint.profiles import NAMES, Limit, profile
from tunelint.rules.finding import Severity
from tunelint.rules.registry import BY_CODE

Values = Mapping[str, Any]
"""What keys are set to, by the names of the keys."""

OFF = "off"
BASELINE_NAME = "tunelint-baseline.json"


class Key(NamedTuple):
    """A key, what it may be set to, one line about it, and an assignment that makes sense."""

    name: str
    kind: Kind
    doc: str
    example: str


def limit_names() -> tuple[str, ...]:
    """The limits of any profile, as the configuration spells them."""
    profiles = [profile(name) for name in NAMES]
    return tuple(
        each.name.replace("_", "-")
        for each in fields(profiles[0])
        if any(isinstance(getattr(known, each.name), Limit) for known in profiles)
    )


PROFILE = Name("profile", NAMES)
METHOD = Name("method", tuple(Method))
RULE = Name("rule", tuple(BY_CODE), hint="`tunelint rules` lists them.")
SEVERITY = Name("severity", (*Severity, OFF))
LIMIT = Name("limit", limit_names())
RULES = Set(RULE, "a list of rule codes")

KEYS = (
    Key(
        "profile",
        PROFILE,
        "The service whose documented limits apply.",
        'profile = "openai"',
    ),
    Key(
        "model",
        Text(),
        "The model that is to be tuned; limits that hang on the model follow it.",
        'model = "gpt-4.1-2025-04-14"',
    ),
    Key(
        "method",
        METHOD,
        "The method of the job, where the lines of a file should not tell it.",
        'method = "dpo"',
    ),
    Key(
        "epochs",
        Whole(1, 50),
        "How often the job goes through the file.",
        "epochs = 3",
    ),
    Key(
        "select",
        RULES,
        "The only rules to ask. Without it, all that are on by default are asked.",
        'select = ["assistant-image", "unknown-detail"]',
    ),
    Key(
        "extend-select",
        RULES,
        "Rules to ask besides, be they off by default.",
        'extend-select = ["missing-system"]',
    ),
    Key(
        "ignore",
        RULES,
        "Rules not to ask.",
        'ignore = ["blank-line"]',
    ),
    Key(
        "per-file-ignores",
        Table(Glob(), RULES, "a table from patterns to lists of rule codes"),
        "Rules not to ask of some files. A pattern is compared with the file's name, and with its "
        "path from the configuration's folder on.",
        'per-file-ignores = { "drafts/*" = ["too-few-examples"] }',
    ),
    Key(
        "severity",
        Table(RULE, SEVERITY, "a table from rule codes to severities"),
        'Other severities for rules; "off" is the same as to ignore the rule.',
        'severity = { duplicate-example = "error", few-examples = "off" }',
    ),
    Key(
        "thresholds",
        Table(LIMIT, Whole(1), "a table from names of limits to whole numbers"),
        "Other limits than the profile's.",
        "thresholds = { images-per-example-advised = 20 }",
    ),
    Key(
        "validation-files",
        Table(FilePath(), FilePath(), "a table from training files to their validation files"),
        "Training files with their validation files, both from the configuration's folder on.",
        'validation-files = { "train.jsonl" = "validation.jsonl" }',
    ),
    Key(
        "baseline",
        FilePath(),
        "The baseline: known findings, which are not told again. "
        f"Without it, `{BASELINE_NAME}` beside the configuration is, where there is one.",
        'baseline = "known.json"',
    ),
)


def read_keys(table: Mapping[str, Any], folder: Path) -> Values:
    """The values of the keys in a table, whose paths are relative to the folder.

    Raises `BadValue` for the first key that there is not, or whose value can't be followed.
    """
    kinds = {key.name: key.kind for key in KEYS}
    values = {}
    for name, value in table.items():
        if name not in kinds:
            raise BadValue(no_such("key", name, tuple(kinds)), (name,))
        values[name] = kinds[name].read(value, Place((name,), folder))
    return values
