"""Lines compared with others, of their own file or of the one beside it."""

from tunelint.rules.finding import Consequence, Related, Severity
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import Repeat


@rule(
    "duplicate-example",
    on=Repeat,
    severity=Severity.WARNING,
    consequence=Consequence.WASTES,
    source_key="CB",
)
def duplicate_example(repeat: Repeat, report: Report) -> None:
    """The same example stands in the file before.

    ## Why
    The model is trained on it twice, and you pay twice. Examples are the same when only spacing
    or the order of keys differs.

    ## Fix
    Remove the line, or raise the epochs if it was meant.
    """
    report(
        f"The same example as in line {repeat.first + 1:,}; it is trained on, and paid for, again.",
        at=(),
        related=(Related(repeat.first, "The first one is here."),),
    )
