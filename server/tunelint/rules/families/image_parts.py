"""How an image is written in a content part."""

from tunelint.dataset.chat import DETAILS
from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, Move, SetValue
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import choice, nearest, shown
from tunelint.text.edits import Kept


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
    wrap = Fix('Wrap as {"url": ...}', True, (SetValue(fault.path, {"url": Kept(fault.path)}),))
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
        Fix(f'Change to "{level}"', len(levels) == 1, (SetValue(fault.path, level),), settles=True)
        for level in levels
    )
    report(
        f"{shown(fault.value)} is no detail level. Use {choice(DETAILS)}.",
        at=fault.path,
        fixes=fixes,
    )


@rule(
    "misplaced-detail",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: (
        fault.departure is Departure.UNKNOWN_KEY
        and fault.key.name == "detail"
        and fault.kind in ("content part", "message", "example")
    ),
)
def misplaced_detail(fault: ShapeFault, report: Report) -> None:
    """`detail` stands elsewhere than inside `image_url`.

    ## Why
    How closely the model looks at an image is said beside its `url`:
    `"image_url": {"url": "...", "detail": "low"}`. Elsewhere `detail` is a key that the service
    does not know, and it rejects the file.

    ## Fix
    Move it into the `image_url` that is meant.
    """
    image_url = fault.object.get("image_url")
    fixes: tuple[Fix, ...] = ()
    if type(image_url) is dict and "detail" not in image_url:
        inside = (*fault.path[:-1], "image_url", "detail")
        is_level = fault.value in DETAILS
        fixes = (Fix("Move inside image_url", is_level, (Move(fault.path, inside),)),)
    report(
        '"detail" belongs inside "image_url", beside "url"; the service rejects it here.',
        at=fault.path,
        on_key=True,
        fixes=fixes,
    )
