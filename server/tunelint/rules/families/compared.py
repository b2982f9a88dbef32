"""Lines compared with others, of their own file or of the one beside it."""

from tunelint.rules.finding import Consequence, Related, Severity
from tunelint.rules.fixes import Fix, RemoveLine
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import Repeat, Shared

REMOVE = Fix("Remove the line", False, (RemoveLine(),))


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
        fixes=(REMOVE,),
    )


@rule(
    "split-overlap",
    on=Shared,
    severity=Severity.WARNING,
    consequence=Consequence.WASTES,
    source_key="OA_SFT",
)
def split_overlap(shared: Shared, report: Report) -> None:
    """An example stands in the training file and in its validation file too.

    ## Why
    Validation tells how well the model answers what it was not trained on. Of an example that it
    has seen, it knows the answer by heart, and the validation loss looks better than it is.

    ## Fix
    Remove the line from one of the two, best from the validation file.
    """
    partner = shared.partner
    kind = "validation" if partner.is_validation else "training"
    report(
        f"The same example stands in the {kind} file too ({partner.path.name}, "
        f"line {shared.row + 1:,}); validation says nothing about it.",
        at=(),
        related=(Related(shared.row, "It stands here, too.", partner.path),),
        fixes=(REMOVE,),
    )
