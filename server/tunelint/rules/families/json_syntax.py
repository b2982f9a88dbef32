"""Lines that are no JSON: which mistake was made, and how it is mended."""

from collections.abc import Callable, Mapping

from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.json_fixes import fixes_for
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import shown
from tunelint.text.faults import Fault, FaultKind
from tunelint.text.span import Span

Kind = FaultKind

CONTROL_NAMES = {
    "\n": "line break",
    "\r": "line break",
    "\t": "tab",
    "\b": "backspace",
    "\f": "form feed",
    "\0": "NUL",
    "\x1b": "ESC",
}
STRICT_READERS_ONLY = frozenset({Kind.LONE_SURROGATE, Kind.NUMBER_OUT_OF_RANGE, Kind.TOO_DEEP})
"""What the grammar of JSON allows and strict readers refuse."""


@rule(
    "invalid-json",
    on=Fault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="RFC",
)
def invalid_json(fault: Fault, report: Report) -> None:
    """A line is not JSON.

    ## Why
    The service parses every line before it trains, and one bad line rejects the whole file:
    `Example 1273 cannot be parsed. Error: line contains invalid json`. A lone surrogate escape,
    a number beyond a double's range and nesting past 1,000 levels are JSON by its grammar, yet
    strict readers refuse them.

    ## Fix
    Write the line with a JSON encoder rather than by hand; mend the character that is named.
    """
    report(
        sentence(fault),
        span=Span(fault.start, fault.end),
        certain=fault.kind not in STRICT_READERS_ONLY,
        fixes=fixes_for(fault),
    )


def sentence(fault: Fault) -> str:
    """What is wrong, in a sentence."""
    return SENTENCES[fault.kind](fault)


def _control_character(fault: Fault) -> str:
    name = CONTROL_NAMES.get(fault.found, f"U+{ord(fault.found):04X}")
    escaped = shown(fault.found)[1:-1]
    return f"Raw control character ({name}) inside a string; write it as {escaped}."


def _unopened_string(fault: Fault) -> str:
    return f"Missing quote before {shown(fault.found)}."


SENTENCES: Mapping[FaultKind, Callable[[Fault], str]] = {
    Kind.STRAY_BOM: lambda fault: (
        "A byte order mark stands in this line; only the file may begin with one."
    ),
    Kind.UNCLOSED_STRING: lambda fault: "This string has no closing quote.",
    Kind.UNOPENED_STRING: _unopened_string,
    Kind.UNESCAPED_QUOTE: lambda fault: 'Unescaped quote inside a string; write it as \\".',
    Kind.ESCAPED_QUOTE: lambda fault: 'Escaped quote outside a string; write " alone.',
    Kind.SINGLE_QUOTES: lambda fault: "Single quotes; JSON strings stand in double quotes.",
    Kind.SMART_QUOTES: lambda fault: (
        f"Typographic quote {fault.found[:1]}; JSON strings stand in straight double quotes."
    ),
    Kind.CONTROL_CHARACTER: _control_character,
    Kind.BAD_ESCAPE: lambda fault: (
        f"{fault.found} is no JSON escape; a backslash itself is written \\\\."
    ),
    Kind.LONE_SURROGATE: lambda fault: (
        f"{fault.found} is half of a surrogate pair; strict JSON readers refuse it alone."
    ),
    Kind.UNQUOTED_KEY: lambda fault: f"The key {shown(fault.found)} stands without its quotes.",
    Kind.UNQUOTED_VALUE: lambda fault: f"The text {shown(fault.found)} stands without its quotes.",
    Kind.FOREIGN_LITERAL: lambda fault: (
        f"{fault.found} is no JSON; write {fault.expected or 'null, true or false'}."
    ),
    Kind.NOT_A_NUMBER: lambda fault: f"JSON has no {fault.found}; use null or leave the key out.",
    Kind.BAD_NUMBER: lambda fault: f"{fault.found} is not how JSON writes a number.",
    Kind.NUMBER_OUT_OF_RANGE: lambda fault: (
        f"{fault.found[:20]} is beyond the range of a double; strict JSON readers refuse it."
    ),
    Kind.MISSING_VALUE: lambda fault: "A value is missing here.",
    Kind.MISSING_COLON: lambda fault: 'Missing ":" between key and value.',
    Kind.MISSING_COMMA: lambda fault: "Missing comma.",
    Kind.EXTRA_COMMA: lambda fault: "Extra comma.",
    Kind.TRAILING_COMMA: lambda fault: (
        f'Trailing comma before "{fault.expected}".'
        if fault.expected
        else "Comma behind the value; each line is one object alone."
    ),
    Kind.COMMENT: lambda fault: "Comment; JSON has none.",
    Kind.MISMATCHED_BRACKET: lambda fault: (
        f'"{fault.found}" stands where "{fault.expected}" closes the bracket.'
    ),
    Kind.EXTRA_CLOSER: lambda fault: f'Extra "{fault.found}"; nothing is open here.',
    Kind.UNOPENED_OBJECT: lambda fault: 'Missing "{" before this key.',
    Kind.UNCLOSED_CONTAINER: lambda fault: f'Missing "{fault.expected}" at the end of the line.',
    Kind.TOO_DEEP: lambda fault: "Nested past 1,000 levels; strict JSON readers refuse it.",
    Kind.CUT_OFF: lambda fault: "The line is cut off in the middle of its JSON.",
    Kind.TWO_VALUES: lambda fault: "A second JSON value on the line; each needs a line of its own.",
    Kind.TRAILING_GARBAGE: lambda fault: (
        f"Text behind the JSON value ({shown(fault.found)}); nothing may follow it on the line."
    ),
    Kind.UNEXPECTED: lambda fault: f"Unexpected {shown(fault.found)}.",
}
