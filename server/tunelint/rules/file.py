"""The file as a whole: judged by sums over its lines."""

from tunelint.dataset.summary import Totals
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import count


@rule(
    "too-few-examples",
    on=Totals,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="SEED",
)
def too_few_examples(totals: Totals, report: Report) -> None:
    """A file with fewer examples than a job needs.

    ## Why
    The job fails: `Training file has 3 example(s), but must have at least 10 examples`. Good
    results take far more; 50 to 100 are a start.

    ## Fix
    Write more examples. The same one again does not help.
    """
    minimum = report.profile.examples_min.value
    if totals.examples < minimum:
        report(f"{count(totals.examples, 'example')}; a training file needs at least {minimum}.")


@rule(
    "too-many-image-examples",
    on=Totals,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="SEED",
)
def too_many_image_examples(totals: Totals, report: Report) -> None:
    """A file with more examples that hold images than the service takes.

    ## Why
    A training file may hold 50,000 examples with images. Examples of text alone don't count.

    ## Fix
    Leave examples out.
    """
    limit = report.profile.image_examples_max.value
    if totals.image_examples > limit:
        report(
            f"{count(totals.image_examples, 'example')} with images; "
            f"the service takes at most {limit:,}."
        )
