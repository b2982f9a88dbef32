"""Who speaks, and in which order."""

from tunelint.dataset.chat import MESSAGES
from tunelint.dataset.example import Outline
from tunelint.dataset.method import Method
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, SetValue
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import choice, nearest, shown

USUAL_ROLES = ("system", "user", "assistant", "tool")
FOREIGN_ROLES = {
    "human": "user",
    "bot": "assistant",
    "gpt": "assistant",
    "model": "assistant",
    "ai": "assistant",
}


@rule(
    "empty-messages",
    on=Outline,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
)
def empty_messages(outline: Outline, report: Report) -> None:
    """An example without any message.

    ## Why
    The schema asks for at least one message, and there is nothing to learn from none. The
    service rejects the file.

    ## Fix
    Write the conversation, or remove the line.
    """
    if not outline.roles:
        report("This example has no messages; the service rejects the file.", at=outline.path)


@rule(
    "unknown-role",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: (
        fault.departure is Departure.UNKNOWN_VALUE
        and (fault.kind, fault.key.name) == ("message", "role")
    ),
)
def unknown_role(fault: ShapeFault, report: Report) -> None:
    """A message's role is none that the service knows.

    ## Why
    The role tells which schema a message is read by. The service rejects the file when it knows
    no such role; other tools' names (`human`, `gpt`, `bot`) are unknown too.

    ## Fix
    Use `system`, `user`, `assistant` or `tool`. Another spelling of these is mended safely; a
    foreign name is a guess.
    """
    spelled = nearest(fault.value, MESSAGES)
    meant = spelled or FOREIGN_ROLES.get(fault.value.strip().lower())
    fixes: tuple[Fix, ...] = ()
    if meant:
        safe = fault.value.strip().lower() == meant
        fixes = (Fix(f'Change to "{meant}"', safe, (SetValue(fault.path, meant),)),)
    advice = f'Did you mean "{meant}"?' if meant else f"Use {choice(USUAL_ROLES)}."
    report(f"{shown(fault.value)} is no role. {advice}", at=fault.path, fixes=fixes)


@rule(
    "missing-assistant",
    on=Outline,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="CB",
    methods=(Method.SUPERVISED,),
)
def missing_assistant(outline: Outline, report: Report) -> None:
    """No message is the assistant's.

    ## Why
    Supervised fine-tuning trains the model on the assistant's messages. An example without one
    teaches nothing, and the service rejects the file.

    ## Fix
    Add the answer that the model should learn. Files for reinforcement fine-tuning end with the
    user's message; those have further keys for the grader.
    """
    if outline.roles and "assistant" not in outline.roles and None not in outline.roles:
        report(
            "This example has no assistant message; there is no answer to learn, "
            "and the service rejects the file.",
            at=outline.path,
        )


@rule(
    "last-message-not-assistant",
    on=Outline,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ",
    methods=(Method.SUPERVISED,),
)
def last_message_not_assistant(outline: Outline, report: Report) -> None:
    """The conversation does not end with the assistant's message.

    ## Why
    What stands behind the assistant's last message is never trained on, and the service's
    validators reject a conversation that ends with another role.

    ## Fix
    Add the assistant's answer, or remove the messages behind its last one.
    """
    roles = outline.roles
    if roles and roles[-1] != "assistant" and "assistant" in roles and None not in roles:
        report(
            f"The last message is the {roles[-1]}'s; a supervised example ends with the "
            "assistant's.",
            at=(*outline.path, len(roles) - 1),
        )
