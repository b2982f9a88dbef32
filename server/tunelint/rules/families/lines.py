"""Lines as text: encoding, JSON syntax, and that each is an object."""

from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import (
    ITEMS_TO_LINES,
    Fix,
    Reencode,
    ReencodeFile,
    RemoveLine,
    ReplaceText,
)
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import shown
from tunelint.text.duplicate_keys import DuplicateKey
from tunelint.text.faults import Fault, FaultKind
from tunelint.text.span import Span

Kind = FaultKind
WINDOWS_1252 = "Windows-1252"


@rule(
    "not-utf8",
    on=Fault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ",
    claims=lambda fault: fault.kind is Kind.NOT_UTF8,
)
def not_utf8(fault: Fault, report: Report) -> None:
    """A line is not valid UTF-8.

    ## Why
    Training files must be UTF-8. Files saved by spreadsheets and older editors are often UTF-16
    or Windows-1252, where every accented letter is another byte. The service rejects the file.

    ## Fix
    Save the file as UTF-8.
    """
    what = "file" if fault.is_marked else "line"
    looks = f" The {what} looks like {fault.encoding}." if fault.encoding else ""
    report(
        f"Byte {fault.found} at offset {fault.start:,} of this line is no UTF-8; "
        f"the service rejects the file.{looks}",
        span=Span(fault.start, fault.end),
        fixes=_reencoding(fault),
    )


@rule(
    "blank-line",
    on=Fault,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="RFC",
    claims=lambda fault: fault.kind is Kind.BLANK,
)
def blank_line(fault: Fault, report: Report) -> None:
    """An empty line, or one of white space only.

    ## Why
    JSON Lines has no empty lines: each line is a JSON value. Some readers skip them, others stop
    there; what the service does is not documented. A newline at the end of the file is fine.

    ## Fix
    Remove the line.
    """
    report(
        "This line is blank; some readers of JSONL stop at one.",
        span=Span(fault.start, fault.end),
        fixes=(Fix("Remove the line", True, (RemoveLine(),)),),
    )


@rule(
    "not-an-object",
    on=Fault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ",
    claims=lambda fault: fault.kind in (Kind.NOT_AN_OBJECT, Kind.ARRAY_OF_EXAMPLES),
)
def not_an_object(fault: Fault, report: Report) -> None:
    """A line is JSON, but no object.

    ## Why
    Every line is one example, and an example is an object. The service answers `Expected file to
    have JSONL format, where every line is a JSON dictionary`.

    ## Fix
    Write the example as `{"messages": [...]}`. Of an array, each item belongs on its own line.
    """
    report(
        f'This line is {fault.found}; each line must be an object, {{"messages": ...}}.',
        span=Span(fault.start, fault.end),
        fixes=(ITEMS_TO_LINES,) if fault.kind is Kind.ARRAY_OF_EXAMPLES else (),
    )


@rule(
    "duplicate-key",
    on=DuplicateKey,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="RFC",
)
def duplicate_key(repeated: DuplicateKey, report: Report) -> None:
    """An object has the same key twice.

    ## Why
    RFC 8259 says that names within an object should be unique, and leaves open which value
    counts. Most readers keep the last one and never mention the others.

    ## Fix
    Remove the one that does not count, if it is not the one that was meant.
    """
    remove = Fix("Remove the earlier one", False, (ReplaceText(repeated.member, ""),))
    report(
        f"{shown(repeated.path[-1])} comes again later in this object; readers keep the last one.",
        at=repeated.path,
        span=repeated.key,
        fixes=(remove,),
    )


def _reencoding(fault: Fault) -> tuple[Fix, ...]:
    """A mark tells the encoding of a whole file; that of a line is only what it looks like."""
    if fault.is_marked:
        title = f"Read the file as {fault.encoding} and write it as UTF-8"
        return (Fix(title, True, (ReencodeFile(fault.encoding),)),)
    if fault.encoding == WINDOWS_1252:
        title = f"Read the line as {fault.encoding} and write it as UTF-8"
        return (Fix(title, False, (Reencode(fault.encoding),)),)
    return ()
