"""What messages say: texts that are missing, empty, marked for the model, or too long."""

import re
from typing import Any

from tunelint.cost import may_exceed, sequence_tokens
from tunelint.dataset.example import Example, Message, Text, calls_tools
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.rule import Report, rule
from tunelint.text.path import Path

SPECIAL_TOKEN = re.compile(r"<\|[a-z_]{1,40}\|>")
SILENT_ROLES = frozenset({"tool", "function"})
"""Those that report what a program answered, which may be nothing."""


@rule(
    "null-content",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: (
        fault.departure is Departure.WRONG_TYPE
        and (fault.kind, fault.key.name) == ("message", "content")
        and fault.value is None
    ),
)
def null_content(fault: ShapeFault, report: Report) -> None:
    """A message's `content` is null, and it calls no tool either.

    ## Why
    Only an assistant message that calls tools may say nothing. The service rejects the file for
    any other message whose content is null.

    ## Fix
    Write what the message says, or remove it.
    """
    report(
        '"content" is null; only an assistant message that calls tools may say nothing.',
        at=fault.path,
    )


@rule(
    "empty-content",
    on=Message,
    severity=Severity.WARNING,
    consequence=Consequence.WASTES,
    source_key="CB",
)
def empty_content(message: Message, report: Report) -> None:
    """A message says nothing: its text is empty or white space, or it has no content parts.

    ## Why
    There is nothing to learn from an empty text, and you pay for its tokens all the same. An
    empty list of content parts is worse: the schema asks for one part at least, and the service
    rejects the file. The text beside calls of tools, and what tools answer, may be empty.

    ## Fix
    Write what the message says, or remove it.
    """
    content = message.value.get("content")
    path = (*message.path, "content")
    if content == []:
        report(
            "This list of content parts is empty; the service rejects the file.",
            at=path,
            severity=Severity.ERROR,
            consequence=Consequence.REJECTS_FILE,
        )
    elif message.role in SILENT_ROLES or calls_tools(message.value):
        return
    elif type(content) is list:
        for index, part in enumerate(content):
            if type(part) is dict:
                _report_blank(part.get("text"), (*path, index, "text"), report)
    else:
        _report_blank(content, path, report)


@rule(
    "special-token",
    on=Text,
    severity=Severity.WARNING,
    consequence=Consequence.REJECTS_FILE,
    certain=False,
    source_key="SVC",
)
def special_token(text: Text, report: Report) -> None:
    """A text holds a mark of the model's own format, such as `<|im_start|>`.

    ## Why
    Chats were written with these marks before there were messages, and exports still have them.
    The service writes its own around each message; those in a text are refused, as users report,
    or taught to the model as words.

    ## Fix
    Split the text into messages at the marks, or take them out.
    """
    if "<|" in text.value and (mark := SPECIAL_TOKEN.search(text.value)):
        report(
            f"This text holds {mark[0]}, a mark of the model's own format; "
            "the service may reject the file.",
            at=text.path,
        )


@rule(
    "token-limit",
    on=Example,
    severity=Severity.WARNING,
    consequence=Consequence.WASTES,
    source_key="AZ_MODELS",
)
def token_limit(example: Example, report: Report) -> None:
    """An example is longer than the model reads in training.

    ## Why
    Each model has a training context, 65,536 tokens for most. What is longer is cut off at its
    end, where the assistant's answer is. Texts are counted as the model splits them, images by
    their size and detail; how `auto` detail is settled is published nowhere, so that the number
    can be uncertain.

    ## Fix
    Shorten the example or split it, or use low detail for its images.
    """
    limit = report.profile.example_tokens_max.value
    if not may_exceed(limit, example, report.profile):
        return
    low, high = sequence_tokens(example, report.profile, report.fetched)
    if low > limit:
        report(
            f"About {low:,} tokens in this example; training reads {limit:,} and cuts off its end.",
            at=example.path,
        )
    elif high > limit:
        report(
            f"{low:,} to {high:,} tokens in this example, by the size and detail of its images; "
            f"training reads {limit:,} and may cut off its end.",
            at=example.path,
            certain=False,
        )


def _report_blank(text: Any, path: Path, report: Report) -> None:
    if type(text) is str and not text.strip():
        what = "white space only" if text else "empty"
        report(f"This text is {what}; there is nothing to learn from it.", at=path)
