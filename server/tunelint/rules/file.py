"""The file as a whole: judged by sums over its lines."""

from tunelint.dataset.summary import Totals
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import count


@rule(
    "byte-order-mark",
    on=Totals,
    severity=Severity.WARNING,
    consequence=Consequence.ADVICE,
    source_key="AZ",
    verdicts={"azure": None},
)
def byte_order_mark(totals: Totals, report: Report) -> None:
    """The file begins with a byte order mark.

    ## Why
    Azure's page asks for UTF-8 with a byte order mark, while Microsoft's own sample files and
    validators have none, and other services break on it. So under the azure profile this is off.

    ## Fix
    Save the file as UTF-8 without the mark.
    """
    if totals.has_byte_order_mark:
        report(
            "The file begins with a byte order mark. Azure's page asks for one, Microsoft's own "
            "files have none, and other services stop at it."
        )


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
    if totals.examples < minimum and totals.examples_can_be_counted:
        report(f"{count(totals.examples, 'example')}; a training file needs at least {minimum}.")


@rule(
    "few-examples",
    on=Totals,
    severity=Severity.INFO,
    consequence=Consequence.ADVICE,
    source_key="OA_SFT",
)
def few_examples(totals: Totals, report: Report) -> None:
    """A file with enough examples for a job, and few for a result.

    ## Why
    The guide sees improvements from 50 to 100 well-made examples on.

    ## Fix
    Write more examples; check first whether those that you have change the model's answers.
    """
    minimum, advised = report.profile.examples_min.value, report.profile.examples_advised.value
    if minimum <= totals.examples < advised and totals.examples_can_be_counted:
        report(f"{count(totals.examples, 'example')}; improvements are seen from {advised} on.")


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
