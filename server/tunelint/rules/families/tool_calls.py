"""Calls of tools, and the answers to them."""

from collections.abc import Collection, Iterator
from typing import Any

import orjson

from tunelint.dataset.json_schema import find_misfit
from tunelint.dataset.shape import PYTHON_TYPES
from tunelint.dataset.tools import ToolCall, ToolUse
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.families.json_syntax import SENTENCES
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, SetValue
from tunelint.rules.rule import Report, rule
from tunelint.rules.schema_wording import misfit_of_arguments
from tunelint.rules.tool_fixes import fixes_of_type
from tunelint.rules.wording import nearest, shown
from tunelint.text.faults import FaultKind, find_fault

NOT_JSON = object()
WHAT_IS_WRONG = {
    FaultKind.BLANK: "They are empty; write {} when there are none.",
    FaultKind.CUT_OFF: "They are cut off.",
    FaultKind.UNCLOSED_CONTAINER: "They are cut off.",
    FaultKind.TWO_VALUES: "A second JSON value follows the first.",
    FaultKind.TRAILING_GARBAGE: "Text follows the JSON value.",
}
"""Faults of which the rule on lines speaks in terms of lines."""


@rule(
    "invalid-tool-call",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: (
        (fault.kind, fault.key.name) in (("tool call", "type"), ("function call", "arguments"))
        and fault.departure in (Departure.WRONG_TYPE, Departure.UNKNOWN_VALUE)
    ),
)
def invalid_tool_call(fault: ShapeFault, report: Report) -> None:
    """A call's type is not `function`, or its arguments are no text.

    ## Why
    A model writes the arguments as text, so in the file they are a string that holds JSON. An
    object in its place rejects the file, and so does another type of call.

    ## Fix
    Put the JSON of the arguments into a string.
    """
    if fault.key.name == "type":
        message = f'{shown(fault.value)} is no type of a call; use "function".'
        fixes = fixes_of_type(fault.path, fault.value)
    else:
        found = PYTHON_TYPES[type(fault.value)]
        message = f'"arguments" takes JSON in a string; this is {found}.'
        fixes = _fixes_of_arguments(fault)
    report(message, at=fault.path, fixes=fixes)


@rule(
    "tool-arguments-not-json",
    on=ToolUse,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="API",
)
def tool_arguments_not_json(use: ToolUse, report: Report) -> None:
    """The arguments of a call are a string that is not JSON.

    ## Why
    The service takes any string, and the model learns to write it. Whoever calls the tool later
    can't read the arguments.

    ## Fix
    Write the string with a JSON encoder.
    """
    for call in use.calls:
        if call.arguments is not None and _parsed(call.arguments) is NOT_JSON:
            report(
                f"These arguments are no JSON. {_reason(call.arguments)}".rstrip(),
                at=(*call.function, "arguments"),
            )


@rule(
    "tool-arguments-mismatch",
    on=ToolUse,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="API",
)
def tool_arguments_mismatch(use: ToolUse, report: Report) -> None:
    """The arguments of a call do not fit the schema that its tool declares.

    ## Why
    The model learns to call the tool in a way that the tool does not take: without an argument
    that it requires, with one that it does not have, or with a value of another type. The first
    one that does not fit is named. `format` is not checked.

    ## Fix
    Correct the arguments, or the schema in `parameters`.
    """
    for call, parameters in _calls_of_declared_tools(use):
        value = _parsed(call.arguments)
        if value is NOT_JSON:
            continue
        misfit = find_misfit(parameters, value)
        if misfit:
            report(
                misfit_of_arguments(misfit, shown(call.name), parameters),
                at=(*call.function, "arguments"),
            )


@rule(
    "undeclared-tool",
    on=ToolUse,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="AZ",
)
def undeclared_tool(use: ToolUse, report: Report) -> None:
    """A tool is called that the example does not declare.

    Of several calls of the same tool the first one is reported.

    ## Why
    In use, the model sees the declared tools and chooses from them. An example shows it best what
    to call when it has the same `tools`, each with its schema.

    ## Fix
    Declare the tool in `tools`, or correct the name.
    """
    if not use.tools_are_known:
        return
    reported = set()
    for call in use.calls:
        if call.name is None or call.name in use.tools or call.name in reported:
            continue
        reported.add(call.name)
        report(_undeclared(call.name, use.tools), at=(*call.function, "name"))


@rule(
    "unmatched-tool-result",
    on=ToolUse,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
)
def unmatched_tool_result(use: ToolUse, report: Report) -> None:
    """A tool message answers a call that was never made.

    ## Why
    `tool_call_id` names the call that the message answers, so an earlier message of the assistant
    must have a call with that `id`. The service rejects the file when none has.

    ## Fix
    Correct the id, or add the assistant's message with the call.
    """
    for result in use.results:
        if not result.is_matched and use.calls_are_known:
            report(
                f"No earlier call has the id {shown(result.call_id)}; "
                "the service rejects the file.",
                at=(*result.path, "tool_call_id"),
            )


@rule(
    "unanswered-tool-call",
    on=ToolUse,
    severity=Severity.WARNING,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    certain=False,
)
def unanswered_tool_call(use: ToolUse, report: Report) -> None:
    """A call is followed by other messages, and never answered.

    An example may end with a call: that is what the model learns to write.

    ## Why
    When chatting, the service refuses a conversation that goes on before each call has its tool
    message. Whether training refuses it too is not documented.

    ## Fix
    Add the tool message with the call's `id` as its `tool_call_id`, or end the example at the call.
    """
    if not use.results_are_known or not all(result.is_matched for result in use.results):
        return
    for call in use.calls:
        if call.is_followed and not call.is_answered and call.id is not None:
            name = shown(call.name) if call.name else "this tool"
            report(
                f"The call of {name} is never answered, and the conversation goes on.",
                at=(*call.path, "id"),
            )


def _fixes_of_arguments(fault: ShapeFault) -> tuple[Fix, ...]:
    if type(fault.value) is not dict:
        return ()
    try:
        text = orjson.dumps(fault.value).decode()
    except orjson.JSONEncodeError:  # nested too deeply for the library
        return ()
    return (Fix("Write as a JSON string", True, (SetValue(fault.path, text),)),)


def _calls_of_declared_tools(use: ToolUse) -> Iterator[tuple[ToolCall, dict[str, Any]]]:
    for call in use.calls:
        tool = use.tools.get(call.name) if call.name else None
        if tool and tool.parameters is not None and call.arguments is not None:
            yield call, tool.parameters


def _undeclared(name: str, tools: Collection[str]) -> str:
    if not tools:
        return f"{shown(name)} is called, and this example declares no tools."
    meant = nearest(name, tools)
    hint = f' Did you mean "{meant}"?' if meant else ""
    return f"{shown(name)} is called, and is not among the tools of this example.{hint}"


def _parsed(arguments: str | None) -> Any:
    try:
        return orjson.loads(arguments or "")
    except orjson.JSONDecodeError:
        return NOT_JSON


def _reason(arguments: str) -> str:
    fault = find_fault(arguments.encode())
    if fault is None:
        return ""
    return WHAT_IS_WRONG.get(fault.kind) or SENTENCES[fault.kind](fault)
