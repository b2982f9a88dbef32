"""Ways to mend a line that is no JSON. Safe is what has one reading only."""

import re
from collections.abc import Callable, Mapping

import orjson

from tunelint.rules.fixes import Change, Fix, FromPython, ReplaceText
from tunelint.text.faults import Fault, FaultKind
from tunelint.text.span import Span

PYTHON_LITERALS = frozenset({"True", "False", "None"})
LENIENT_NUMBER = re.compile(r"\+?(-?)0*(\d*)\.?(\d*)", re.ASCII)
"""What other languages take for a number: `.5`, `5.`, `+5`, `05`."""


def fixes_for(fault: Fault) -> tuple[Fix, ...]:
    """The ways to mend a fault, where there are any."""
    make = _FIXES.get(fault.kind)
    fix = make(fault) if make else None
    return (fix,) if fix else ()


def _put(title: str, *, safe: bool) -> Callable[[Fault], Fix]:
    """Put what is expected in place of what was found."""
    return lambda fault: _replace(fault, title, fault.expected, safe=safe)


def _insert(*, safe: bool, before: bool = False) -> Callable[[Fault], Fix]:
    """Put in what is missing, behind the text that is pointed at or before it."""

    def make(fault: Fault) -> Fix:
        offset = fault.start if before else fault.end
        return _fix(f"Insert {fault.expected}", Span(offset, offset), fault.expected, safe=safe)

    return make


def _remove(what: str, *, safe: bool) -> Callable[[Fault], Fix]:
    return lambda fault: _replace(fault, f"Remove the {what}", "", safe=safe)


def _python(fault: Fault) -> Fix:
    return Fix("Read the line as Python and write it as JSON", True, (FromPython(),))


def _escaped_control(fault: Fault) -> Fix:
    escaped = orjson.dumps(fault.found).decode()[1:-1]
    return _replace(fault, f"Write it as {escaped}", escaped, safe=True)


def _backslash(fault: Fault) -> Fix:
    if fault.found == "\\'":
        return _replace(fault, "Write ' alone", "'", safe=True)
    escaped = "\\" + fault.found
    return _replace(fault, f"Write it as {escaped}", escaped, safe=False)


def _quoted(*, safe: bool) -> Callable[[Fault], Fix]:
    return lambda fault: _replace(
        fault, "Put it in quotes", orjson.dumps(fault.found).decode(), safe=safe
    )


def _literal(fault: Fault) -> Fix:
    safe = fault.found in PYTHON_LITERALS or fault.found.lower() == fault.expected
    return _replace(fault, f"Change to {fault.expected}", fault.expected, safe=safe)


def _number(fault: Fault) -> Fix | None:
    match = LENIENT_NUMBER.fullmatch(fault.found)
    if match is None or not (match[2] or match[3]):
        return None
    number = f"{match[1]}{match[2] or 0}" + (f".{match[3]}" if match[3] else "")
    return _replace(fault, f"Change to {number}", number, safe=True)


def _split(fault: Fault) -> Fix:
    return _fix("Put it on a line of its own", Span(fault.start, fault.start), "\n", safe=True)


def _replace(fault: Fault, title: str, text: str, *, safe: bool) -> Fix:
    return _fix(title, Span(fault.start, fault.end), text, safe=safe)


def _fix(title: str, span: Span, text: str, *, safe: bool) -> Fix:
    changes: tuple[Change, ...] = (ReplaceText(span, text),)
    return Fix(title, safe, changes)


_FIXES: Mapping[FaultKind, Callable[[Fault], Fix | None]] = {
    FaultKind.STRAY_BOM: _remove("byte order mark", safe=True),
    FaultKind.UNCLOSED_STRING: _insert(safe=False),
    FaultKind.UNOPENED_STRING: _insert(safe=False, before=True),
    FaultKind.UNESCAPED_QUOTE: _put("Escape the quote", safe=False),
    FaultKind.SINGLE_QUOTES: _python,
    FaultKind.CONTROL_CHARACTER: _escaped_control,
    FaultKind.BAD_ESCAPE: _backslash,
    FaultKind.UNQUOTED_KEY: _quoted(safe=True),
    FaultKind.UNQUOTED_VALUE: _quoted(safe=False),
    FaultKind.FOREIGN_LITERAL: _literal,
    FaultKind.NOT_A_NUMBER: _put("Change to null", safe=False),
    FaultKind.BAD_NUMBER: _number,
    FaultKind.MISSING_COLON: _insert(safe=True),
    FaultKind.MISSING_COMMA: _insert(safe=True),
    FaultKind.EXTRA_COMMA: _remove("comma", safe=False),
    FaultKind.TRAILING_COMMA: lambda fault: _replace(fault, "Remove the comma", "", safe=True),
    FaultKind.EXTRA_CLOSER: _remove("bracket", safe=False),
    FaultKind.MISMATCHED_BRACKET: _put("Change the bracket", safe=False),
    FaultKind.UNOPENED_OBJECT: _insert(safe=False, before=True),
    FaultKind.UNCLOSED_CONTAINER: _insert(safe=False),
    FaultKind.TWO_VALUES: _split,
}
