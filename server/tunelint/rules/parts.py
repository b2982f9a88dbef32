"""Content parts: their types, and whose they are."""

from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import nearest, shown

FOREIGN_PARTS = {
    "input_text": 'the Responses API\'s; chat examples say "text"',
    "output_text": 'the Responses API\'s; chat examples say "text"',
    "input_image": 'the Responses API\'s; chat examples say "image_url"',
    "image": 'another service\'s; use "image_url"',
    "input_audio": "no part that fine-tuning takes",
    "file": "no part that fine-tuning takes",
}


def _is_part_type(fault: ShapeFault, departure: Departure) -> bool:
    return fault.departure is departure and (fault.kind, fault.key.name) == ("content part", "type")


def _is_displaced_image(fault: ShapeFault) -> bool:
    return _is_part_type(fault, Departure.OUT_OF_PLACE) and fault.value == "image_url"


@rule(
    "unknown-part-type",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: _is_part_type(fault, Departure.UNKNOWN_VALUE),
)
def unknown_part_type(fault: ShapeFault, report: Report) -> None:
    """A content part's type is none that fine-tuning takes.

    ## Why
    A part is `text` or `image_url` (or `refusal`, the assistant's). The service rejects the file
    for others, also for those that other endpoints take: `input_text`, `input_image`, `file`.

    ## Fix
    Write the part as `text` or `image_url`.
    """
    foreign = FOREIGN_PARTS.get(fault.value)
    meant = nearest(fault.value, ("text", "image_url"))
    if foreign:
        message = f"{shown(fault.value)} is {foreign}."
    elif meant:
        message = f'{shown(fault.value)} is no part type. Did you mean "{meant}"?'
    else:
        message = f'{shown(fault.value)} is no part type. Use "text" or "image_url".'
    report(message, at=fault.path)


@rule(
    "assistant-image",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="SEED",
    claims=lambda fault: _is_displaced_image(fault) and fault.holder == "assistant",
)
def assistant_image(fault: ShapeFault, report: Report) -> None:
    """An image stands in an assistant message.

    ## Why
    The model is trained to answer with text. The service takes no images as the assistant's
    output and rejects the file.

    ## Fix
    Move the image to the user message before it, or remove it.
    """
    report("Assistant messages can't hold images; only the user's can.", at=fault.path[:-1])


@rule(
    "non-user-image",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=_is_displaced_image,
)
def non_user_image(fault: ShapeFault, report: Report) -> None:
    """An image stands in a system, developer, tool or function message.

    ## Why
    Only the user shows images to the model. In other messages the schema allows text alone, and
    the service rejects the file.

    ## Fix
    Move the image to a user message, or remove it.
    """
    holder = str(fault.holder).capitalize()
    report(f"{holder} messages can't hold images; only the user's can.", at=fault.path[:-1])
