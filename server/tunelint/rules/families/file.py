"""The file as a whole: judged by sums over its lines."""

from tunelint.dataset.summary import Totals
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, RemoveMark
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import Skips
from tunelint.rules.wording import count, megabytes, size_limit


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
            "files have none, and other services stop at it.",
            fixes=(Fix("Remove the byte order mark", True, (RemoveMark(),)),),
        )


@rule(
    "file-too-large",
    on=Totals,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ",
)
def file_too_large(totals: Totals, report: Report) -> None:
    """A file is larger than the service takes.

    ## Why
    A training file may have 512 MB. The documents don't say whether a megabyte is 10^6 or 2^20
    bytes, so between the two this is a warning.

    ## Fix
    Leave examples out, or refer to images by URL instead of embedding them.
    """
    limit, size = report.profile.file_bytes_max, totals.byte_size
    if size > limit.value:
        report(
            f"The file is {megabytes(size)}; the service takes at most {size_limit(limit.value)}."
        )
    elif limit.doubtful_from is not None and size > limit.doubtful_from:
        report(
            f"The file is {megabytes(size)}; the limit is {size_limit(limit.value)}, and if the "
            "service counts 10^6 bytes a MB, it rejects the file.",
            severity=Severity.WARNING,
            certain=False,
        )


@rule(
    "large-upload",
    on=Totals,
    severity=Severity.INFO,
    consequence=Consequence.ADVICE,
    source_key="AZ_SKILLS",
)
def large_upload(totals: Totals, report: Report) -> None:
    """A file is too large to be uploaded in one piece without worry.

    ## Why
    Microsoft saw files of more than about 150 MB taken in one piece, and their jobs fail later
    without a reason. From 100 MB on the advice is to use the uploads API, which takes the file in
    parts; a part that failed is sent again alone.

    ## Fix
    Upload the file in parts. Nothing has to change in it.
    """
    advised, limit = report.profile.upload_bytes_advised.value, report.profile.file_bytes_max
    if advised < totals.byte_size <= (limit.doubtful_from or limit.value):
        report(
            f"The file is {megabytes(totals.byte_size)}; above {size_limit(advised)} it is better "
            "uploaded in parts."
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


@rule(
    "skip-budget-exceeded",
    on=Skips,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="SVC",
    verdicts={"openai": None},
)
def skip_budget_exceeded(skips: Skips, report: Report) -> None:
    """More examples would be skipped than a job puts up with.

    ## Why
    The service skips single examples whose images it can't use, and says so only in the events of
    the job. Over 200 of them fail the job: `Number of skipped multimodal examples exceed the
    maximum allowed 200 limit`.

    ## Fix
    Mend or remove the examples that the other findings say are skipped.
    """
    limit = report.profile.skips_max
    if limit and skips.certain > limit.value:
        report(
            f"{count(skips.certain, 'example')} would be skipped; "
            f"a job fails when there are more than {limit.value:,}."
        )
