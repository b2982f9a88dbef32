"""The file and the job that is planned with it: whether its model and its epochs take the file."""

from tunelint.dataset.summary import Totals
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import choice, count


@rule(
    "model-without-vision",
    on=Totals,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="SEED",
)
def model_without_vision(totals: Totals, report: Report) -> None:
    """Examples hold images, and the configured model is not tuned with images.

    ## Why
    Few models learn from images, and fewer than can look at them. The service rejects a file with
    images for any other. A model that no document speaks of is taken for able.

    ## Fix
    Configure a model that is tuned with images, or take the images out.
    """
    model = report.model
    if totals.image_examples and model and not model.vision:
        able = choice(model.id for model in report.profile.models if model.vision)
        report(
            f"{count(totals.image_examples, 'example')} with images, and {model.id} is not tuned "
            f"with images. Use {able}."
        )


@rule(
    "job-token-cap",
    on=Totals,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="AZ_QUOTAS",
    verdicts={"openai": None},
)
def job_token_cap(totals: Totals, report: Report) -> None:
    """The file has more tokens, epochs counted, than a job may train on.

    ## Why
    A job's tokens are those of its training file, times its epochs; two billion are the most. The
    tokens are counted, and this is asked, only where epochs are configured.

    ## Fix
    Train for fewer epochs, or on fewer examples. Images in low detail take far fewer tokens.
    """
    limit, epochs = report.profile.job_tokens_max, report.epochs
    if limit and epochs and totals.tokens * epochs > limit.value:
        report(
            f"About {count(totals.tokens, 'token')} in {count(epochs, 'epoch')} are "
            f"{totals.tokens * epochs:,}; a job takes at most {limit.value:,}."
        )
