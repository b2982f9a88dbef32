"""The configuration described: as a JSON Schema for editors, and as a page for people."""

from tunelint.config.file import OWN, PROJECT
from tunelint.config.keys import KEYS, LIMIT, RULE, SEVERITY, Key
from tunelint.config.values import Name, Schema

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The one that TOML editors know."""

INTRODUCTION = f"""# Configuration

Settings stand in `{OWN}`, or in the table `[tool.tunelint]` of `{PROJECT}`.
A dataset follows the nearest such file in its folder and those above it; farther ones are not
read. In one folder, `{OWN}` goes first. Paths and patterns are relative to the file's
folder.

Options of `tunelint check` and `tunelint fix` win over the file, and so do the settings of an
editor: they bear the same names, in VS Code as `tunelint.extendSelect` for `extend-select`. What
`ignore` and `extend-select` name there joins what the file names; a `select` there voids all three
of the file.

`tunelint.schema.json` beside this page describes the file to editors that know JSON Schema.
"""

BASELINE = """## The baseline

JSONL has no comments. To check an old dataset for new faults only, write what is found now into a
baseline:

    tunelint check --write-baseline data/

It holds the codes of what was found by the content of the lines, so that lines may be moved,
sorted and spaced otherwise. An edited line is told of again. What is said of a file as a whole,
such as `too-few-examples`, is never in a baseline: ignore the rule instead.
"""


def configuration_schema() -> Schema:
    """The JSON Schema of `tunelint.toml`."""
    return {
        "$schema": DIALECT,
        "title": f"{OWN}, the configuration of Tunelint",
        "type": "object",
        "properties": {key.name: _property(key) for key in KEYS},
        "additionalProperties": False,
        "definitions": {name.noun: name.definition() for name in (RULE, SEVERITY, LIMIT)},
    }


def configuration_page() -> str:
    """The page about the configuration, in Markdown."""
    rows = [f"| `{key.name}` | {key.kind.words} | {key.doc} |" for key in KEYS]
    table = "\n".join(["| Key | Value | What it does |", "|---|---|---|", *rows])
    examples = "\n".join(f"    {key.example}" for key in KEYS)
    limits = ", ".join(f"`{name}`" for name in LIMIT.names)
    sections = (
        INTRODUCTION,
        f"## Keys\n\n{table}\n\nThe limits are {limits}.\n",
        f"## An example\n\n{examples}\n",
        BASELINE,
    )
    return "\n".join(sections)


def _property(key: Key) -> Schema:
    # In this dialect, what stands beside a reference is void.
    schema = key.kind.definition() if isinstance(key.kind, Name) else key.kind.schema()
    return {"description": key.doc, **schema}
