"""Who speaks, and in which order."""

from tunelint.dataset.chat import MESSAGES
from tunelint.dataset.example import Outline
from tunelint.dataset.method import Method
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, SetValue
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import NAME_IS, choice, nearest, shown

USUAL_ROLES = ("system", "developer", "user", "assistant", "tool")
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
        _is_role(fault, Departure.UNKNOWN_VALUE)
        or (_is_out_of_place(fault, "function") and "user" in fault.allowed)
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
    roles = [role for role in MESSAGES if role in fault.allowed]
    spelled = nearest(fault.value, roles)
    meant = spelled or FOREIGN_ROLES.get(fault.value.strip().lower())
    fixes: tuple[Fix, ...] = ()
    if meant:
        safe = fault.value.strip().lower() == meant
        fixes = (Fix(f'Change to "{meant}"', safe, (SetValue(fault.path, meant),)),)
    usual = [role for role in USUAL_ROLES if role in roles]
    advice = f'Did you mean "{meant}"?' if meant else f"Use {choice(usual)}."
    where = " in a reinforcement example" if fault.value in MESSAGES else ""
    report(f"{shown(fault.value)} is no role{where}. {advice}", at=fault.path, fixes=fixes)


@rule(
    "developer-role",
    on=ShapeFault,
    severity=Severity.WARNING,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    certain=False,
    methods=(Method.SUPERVISED, Method.PREFERENCE),
    claims=lambda fault: _is_out_of_place(fault, "developer") and "system" in fault.allowed,
)
def developer_role(fault: ShapeFault, report: Report) -> None:
    """A developer message stands in an example that is not for reinforcement.

    ## Why
    Reasoning models take their instructions from the developer, the others from the system. The
    schema has `developer` for reinforcement examples only; what the service does with it in
    others is not documented.

    ## Fix
    Change the role to `system`.
    """
    report(
        '"developer" is a role of reinforcement examples; the instructions are "system" here.',
        at=fault.path,
        fixes=(Fix('Change to "system"', True, (SetValue(fault.path, "system"),)),),
    )


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
    if _is_known(outline) and "assistant" not in outline.roles:
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
    if _is_known(outline) and roles[-1] != "assistant" and "assistant" in roles:
        report(
            f"The last message is the {roles[-1]}'s; a supervised example ends with the "
            "assistant's.",
            at=(*outline.path, len(roles) - 1),
        )


@rule(
    "missing-user",
    on=Outline,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="AZ",
    methods=(Method.SUPERVISED,),
)
def missing_user(outline: Outline, report: Report) -> None:
    """No message is the user's.

    ## Why
    The model will be asked by users, and learns here from answers to nobody. The service takes
    such examples.

    ## Fix
    Add what the user said before the answer.
    """
    if _is_known(outline) and "user" not in outline.roles:
        report("This example has no user message; the answer follows no question.", at=outline.path)


@rule(
    "missing-system",
    on=Outline,
    severity=Severity.HINT,
    consequence=Consequence.ADVICE,
    source_key="CB",
    verdicts={"azure": None, "openai": None},
    methods=(Method.SUPERVISED,),
)
def missing_system(outline: Outline, report: Report) -> None:
    """No message is the system's.

    ## Why
    A tuned model answers best under the system message that it was trained with. Where one will
    be used, each example should have it. Many datasets have none on purpose, so this is off until
    it is selected.

    ## Fix
    Begin the example with the system message that the model will be used with.
    """
    if _is_known(outline) and "system" not in outline.roles:
        report("This example has no system message.", at=outline.path)


@rule(
    "consecutive-assistant",
    on=Outline,
    severity=Severity.INFO,
    consequence=Consequence.ADVICE,
    source_key="SVC",
    methods=(Method.SUPERVISED,),
)
def consecutive_assistant(outline: Outline, report: Report) -> None:
    """Two messages of the assistant follow each other.

    ## Why
    In use, the model writes one message and it is the user's turn. From two in a row it learns to
    go on by itself. Two messages of the user in a row are nothing unusual.

    ## Fix
    Join the two, or add what the user said between them.
    """
    for index in range(1, len(outline.roles)):
        is_second = outline.roles[index - 1] == outline.roles[index] == "assistant"
        if is_second and index - 1 not in outline.callers:
            report("A second assistant message in a row.", at=(*outline.path, index))


@rule(
    "invalid-name",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: (
        fault.departure is Departure.MALFORMED
        and (fault.kind, fault.key.name) == ("message", "name")
    ),
)
def invalid_name(fault: ShapeFault, report: Report) -> None:
    """A message's `name` has characters that a name can't have, or too many.

    ## Why
    `name` tells participants of the same role apart. It has 1 to 64 characters of `a-z`, `A-Z`,
    `0-9`, `_` and `-`; with a space or an accent in it the service rejects the file.

    ## Fix
    Write the name without them, the same in all messages, or leave the key out.
    """
    report(f"{shown(fault.value)} can't be a name; {NAME_IS}.", at=fault.path)


def _is_known(outline: Outline) -> bool:
    return bool(outline.roles) and None not in outline.roles


def _is_role(fault: ShapeFault, departure: Departure) -> bool:
    return fault.departure is departure and (fault.kind, fault.key.name) == ("message", "role")


def _is_out_of_place(fault: ShapeFault, role: str) -> bool:
    return _is_role(fault, Departure.OUT_OF_PLACE) and fault.value == role
