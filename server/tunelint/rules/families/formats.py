"""The format of lines and files, and lines that don't fit with the others of their file."""

from tunelint.dataset.foreign import PAIRS, UNKNOWN
from tunelint.dataset.method import Method
from tunelint.rules.families.json_syntax import sentence
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import ITEMS_TO_LINES, ConvertToChat, Fix, JoinLines
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import Foreign, MultilineValue, Stray
from tunelint.rules.wording import count

CHAT = "the service trains on chat messages"
INSTEAD = {
    PAIRS: 'the service reads preferences from "input", "preferred_output" and '
    '"non_preferred_output"'
}
"""What the service trains on in place of a foreign format."""

METHOD_NAMES = {
    Method.SUPERVISED: "chat",
    Method.PREFERENCE: "preference",
    Method.REINFORCEMENT: "reinforcement",
}


@rule(
    "unknown-format",
    on=Foreign,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ",
)
def unknown_format(foreign: Foreign, report: Report) -> None:
    """A line, or the whole file, is in no format that the service trains on.

    ## Why
    The service takes chat, preference and reinforcement examples: `Unexpected file format,
    expected either prompt/completion pairs or chat messages`. Files for other tools are told by
    their keys: prompt/completion, ShareGPT, Alpaca, question/answer, chosen/rejected, the Responses
    API.

    ## Fix
    Convert the records to chat: `{"messages": [{"role": "user", ...}, ...]}`.
    """
    what = "Every line" if foreign.is_whole_file else "This line"
    if foreign.format != UNKNOWN:
        report(
            f"{what} is in the {foreign.format} format; {INSTEAD.get(foreign.format, CHAT)}.",
            fixes=_to_chat(foreign) if foreign.is_convertible else (),
        )
    elif foreign.is_whole_file:
        report(
            "No line looks like a training example, so nothing else is checked in this file.",
            severity=Severity.INFO,
            consequence=Consequence.ADVICE,
        )
    else:
        report(f"{what} is no training example; it has no messages. The service rejects the file.")


@rule(
    "mixed-formats",
    on=Stray,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ",
)
def mixed_formats(stray: Stray, report: Report) -> None:
    """A line is made for another method than its file, or a file than the one it validates.

    ## Why
    A job has one method, and the service reads every line by that: `Input file is in the
    fine-tune-chat format, but the specified fine-tuning job is not using 'supervised'`. The file's
    method is the configured one, else that of most of its lines.

    ## Fix
    Move the line to a file of its own kind. What else is wrong with it is not judged here.
    """
    own, other = METHOD_NAMES[stray.method], METHOD_NAMES[stray.file_method]
    if stray.partner:
        report(
            f"This file holds {own} examples, and its training file {stray.partner.path.name} "
            f"{other} examples; a job takes one kind."
        )
        return
    report(
        f"This is a {own} example in a file of {other} examples; the service rejects the file.",
        at=(),
    )


@rule(
    "multiline-json",
    on=MultilineValue,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ",
)
def multiline_json(value: MultilineValue, report: Report) -> None:
    """A JSON value is written over several lines, or the whole file is one array.

    ## Why
    In JSONL each line is read alone. A pretty-printed example, or an array of examples, is a
    hundred broken lines to the service.

    ## Fix
    Join the value into one line; write each item of an array on a line of its own. If the value is
    no JSON even so, mend that first: what is wrong with its lines alone is not told.
    """
    if value.fault:
        report(
            f"These {count(value.lines, 'line')} are one JSON value; an example stands on one. "
            f"{sentence(value.fault)} That is on line {value.fault_line + 1} of the value."
        )
    elif value.items is None:
        report(
            f"This JSON stands on {count(value.lines, 'line')}; an example stands on one.",
            fixes=(Fix("Join it into one line", True, (JoinLines(),)),),
        )
    else:
        report(
            f"This JSON array of {count(value.items, 'item')} stands on "
            f"{count(value.lines, 'line')}; each item belongs on a line of its own.",
            fixes=(ITEMS_TO_LINES,),
        )


def _to_chat(foreign: Foreign) -> tuple[Fix, ...]:
    """Some of what a record says may be left out, so that it is never safe."""
    what = "every line" if foreign.is_whole_file else "the line"
    title = f"Convert {what} to chat messages"
    return (Fix(title, False, (ConvertToChat(),), every_line=foreign.is_whole_file),)
