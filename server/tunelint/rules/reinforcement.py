"""Reinforcement examples: a conversation up to the answer, and what a grader needs."""

from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import LackingKeys
from tunelint.rules.wording import choice


@rule(
    "inconsistent-grader-fields",
    on=LackingKeys,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ",
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
