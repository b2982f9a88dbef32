"""Reinforcement examples: a conversation up to the answer, and what a grader needs."""

from tunelint.dataset.example import Example, Outline
from tunelint.dataset.method import Method
from tunelint.dataset.reinforcement import EXAMPLE
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, SetValue
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import LackingKeys
from tunelint.rules.wording import choice

RESERVED_KEYS = frozenset(key.name for key in EXAMPLE.keys)


@rule(
    "reinforcement-system-role",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ_RFT",
    methods=(Method.REINFORCEMENT,),
    claims=lambda fault: (
        fault.departure is Departure.OUT_OF_PLACE
        and (fault.kind, fault.key.name, fault.value) == ("message", "role", "system")
    ),
)
def reinforcement_system_role(fault: ShapeFault, report: Report) -> None:
    """A system message stands in a reinforcement example.

    ## Why
    Reasoning models take their instructions from the developer. The service rejects the file:
    `System messages are not supported`.

    ## Fix
    Change the role to `developer`.
    """
    report(
        'Reinforcement examples have no system messages; the role is "developer" there.',
        at=fault.path,
        fixes=(Fix('Change to "developer"', True, (SetValue(fault.path, "developer"),)),),
    )


@rule(
    "reinforcement-last-message",
    on=Outline,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ_RFT",
    methods=(Method.REINFORCEMENT,),
)
def reinforcement_last_message(outline: Outline, report: Report) -> None:
    """The conversation does not end with the user's message.

    ## Why
    In training the model writes the next message itself, and a grader scores it. The service asks
    that the last message is the user's; that the developer's will do is not documented.

    ## Fix
    End with the user's message. A reference answer is a key beside `messages`, for the grader.
    """
    roles = outline.roles
    if not roles or roles[-1] == "user" or None in roles:
        return
    is_developer = roles[-1] == "developer"
    report(
        f"The last message is the {roles[-1]}'s; a reinforcement example ends with the user's.",
        at=(*outline.path, len(roles) - 1),
        severity=Severity.WARNING if is_developer else None,
        certain=False if is_developer else None,
    )


@rule(
    "missing-grader-fields",
    on=Example,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="AZ_RFT",
    methods=(Method.REINFORCEMENT,),
    unless=lambda totals: totals.usual_grader_keys,
)
def missing_grader_fields(example: Example, report: Report) -> None:
    """A reinforcement example has nothing but messages and tools.

    ## Why
    A grader scores the model's answer by what stands beside the messages, such as a reference
    answer that it reads as `{{ item.answer }}`. With nothing there it can only look at the answer.

    ## Fix
    Add the keys that your grader reads. If supervised training was meant, end the conversation
    with the assistant's answer.
    """
    if RESERVED_KEYS.issuperset(example.value):
        report(
            "This example has nothing for a grader beside its messages. Add a reference answer, "
            "or the assistant's message if supervised training was meant.",
            at=(),
        )


@rule(
    "inconsistent-grader-fields",
    on=LackingKeys,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ_RFT",
)
def inconsistent_grader_fields(lacking: LackingKeys, report: Report) -> None:
    """A reinforcement example lacks a grader key that most lines have.

    ## Why
    The grader reads the same keys of every line, as `{{ item.answer }}`. Where one is absent, the
    answer can't be graded.

    ## Fix
    Add the key.
    """
    report(f"This example has no {choice(lacking.keys, 'and')}; most lines have.", at=())
