"""The tools that an example declares."""

from tunelint.dataset.json_schema import schema_fault
from tunelint.dataset.shape import PYTHON_TYPES
from tunelint.dataset.tools import ToolUse
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.rule import Report, rule
from tunelint.rules.schema_wording import misfit_of_schema
from tunelint.rules.tool_fixes import fixes_of_type, migration
from tunelint.rules.wording import NAME_IS, count, shown

DEFINED = frozenset({("tool", "type"), ("function", "name"), ("function", "parameters")})


@rule(
    "invalid-tool-definition",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: (
        (fault.kind, fault.key.name) in DEFINED
        and fault.departure in (Departure.WRONG_TYPE, Departure.UNKNOWN_VALUE, Departure.MALFORMED)
    ),
)
def invalid_tool_definition(fault: ShapeFault, report: Report) -> None:
    """A declared tool has another type, a name that none can have, or no schema.

    ## Why
    Tools are of the type `function`. Their names are 1 to 64 characters of `a-z`, `A-Z`, `0-9`,
    `_` and `-`. `parameters` is a JSON Schema, of any draft; without it the function takes no
    arguments. The service rejects the file otherwise. A schema that refers beyond itself, or is
    larger than 100 KB, is not judged.

    ## Fix
    Write the tool as it is sent to the model later: `{"type": "function", "function": {"name":
    "get_weather", "parameters": {"type": "object", "properties": {...}}}}`.
    """
    if fault.departure is Departure.WRONG_TYPE:
        takes, found = fault.key.types[0], PYTHON_TYPES[type(fault.value)]
        report(f'A tool\'s "{fault.key.name}" is {takes}; this is {found}.', at=fault.path)
    elif fault.key.name == "type":
        fixes = fixes_of_type(fault.path, fault.value)
        report(
            f'{shown(fault.value)} is no type of a tool; use "function".',
            at=fault.path,
            fixes=fixes,
        )
    elif fault.key.name == "name":
        report(f"{shown(fault.value)} can't name a tool; {NAME_IS}.", at=fault.path)
    elif misfit := schema_fault(fault.value):
        report(misfit_of_schema(misfit), at=(*fault.path, *misfit.path))


@rule(
    "too-many-tools",
    on=ToolUse,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
)
def too_many_tools(use: ToolUse, report: Report) -> None:
    """An example declares more tools than the service takes.

    ## Why
    The service takes at most 128 tools with an example, and rejects the file for more.

    ## Fix
    Declare the tools that matter to the example, the called ones among them.
    """
    limit = report.profile.tools_max.value
    for listed in use.lists:
        if len(listed.items) > limit:
            report(
                f"{count(len(listed.items), 'tool')} in this example; "
                f"the service takes at most {limit}.",
                at=listed.path,
            )


@rule(
    "deprecated-functions",
    on=ToolUse,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="AZ",
)
def deprecated_functions(use: ToolUse, report: Report) -> None:
    """Functions are declared or called in the way that came before tools.

    ## Why
    `functions` and `function_call` are deprecated in favour of `tools` and `tool_calls`. The
    service still trains on them; a model that is tuned with them is best asked with them.

    ## Fix
    Declare `tools` and call them by `tool_calls`. That is safe to rewrite as long as nothing is
    called; calls need ids, which are invented.
    """
    declared = [listed.path for listed in use.lists if listed.path == ("functions",)]
    called = [call.path for call in use.calls if call.path[-1] == "function_call"]
    if not declared and not called:
        return
    fix = migration(use.example)
    for path in (*declared, *called):
        new = "tools" if path[-1] == "functions" else "tool_calls"
        report(
            f'"{path[-1]}" is deprecated; the service now says "{new}".',
            at=path,
            on_key=True,
            fixes=(fix,) if fix else (),
        )
