"""How an image is written in a content part."""

from tunelint.dataset.chat import DETAILS
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, SetValue
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import choice, nearest, shown


@rule(
    "bare-image-url",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: (
        fault.departure is Departure.WRONG_TYPE
        and fault.key.name == "image_url"
        and type(fault.value) is str
    ),
)
def bare_image_url(fault: ShapeFault, report: Report) -> None:
    """`image_url` is a string instead of an object.

    ## Why
    The schema asks for `{"url": ...}`, with room for `detail` beside it. The service rejects the
    file when the URL stands alone.

    ## Fix
    Wrap the string: `"image_url": {"url": "..."}`.
    """
    wrap = Fix('Wrap as {"url": ...}', True, (SetValue(fault.path, {"url": fault.value}),))
    report(
        f'"image_url" is a string ({shown(fault.value)}); write it as {{"url": ...}}.',
        at=fault.path,
        fixes=(wrap,),
    )


@rule(
    "unknown-detail",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="SEED",
    claims=lambda fault: fault.departure is Departure.UNKNOWN_VALUE and fault.key.name == "detail",
)
def unknown_detail(fault: ShapeFault, report: Report) -> None:
    """An image's `detail` is none of the levels.

    ## Why
    `detail` says how closely the model looks at an image, and so what the image costs. The
    service knows `low`, `high` and `auto`, in lower case, and rejects the file for others.

    ## Fix
    Another spelling of a level is mended safely; else choose one. Leaving the key out means
    `auto`.
    """
    spelled = nearest(fault.value, DETAILS)
    levels = (spelled,) if spelled and spelled == fault.value.strip().lower() else DETAILS
    fixes = tuple(
        Fix(f'Change to "{level}"', len(levels) == 1, (SetValue(fault.path, level),))
        for level in levels
    )
    report(
        f"{shown(fault.value)} is no detail level. Use {choice(DETAILS)}.",
        at=fault.path,
        fixes=fixes,
    )
