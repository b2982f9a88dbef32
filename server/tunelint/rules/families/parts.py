"""Content parts: their types, and whose they are."""

from typing import Any

from tunelint.dataset.validation import Departure, ShapeFault
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Change, Fix, Move, Remove, SetValue
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import nearest, shown
from tunelint.text.edits import Kept
from tunelint.text.path import Path, value_at

FOREIGN_PARTS = {
    "input_text": 'the Responses API\'s; chat examples say "text"',
    "output_text": 'the Responses API\'s; chat examples say "text"',
    "input_image": 'the Responses API\'s; chat examples say "image_url"',
    "image": 'another service\'s; use "image_url"',
    "input_audio": "no part that fine-tuning takes",
    "file": "no part that fine-tuning takes",
}

MEANT_PARTS = {
    "input_text": "text",
    "output_text": "text",
    "input_image": "image_url",
    "image": "image_url",
}
INPUT_IMAGE_KEYS = {"type", "image_url", "detail"}


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
    meant = MEANT_PARTS.get(fault.value) or nearest(fault.value, ("text", "image_url"))
    if foreign:
        message = f"{shown(fault.value)} is {foreign}."
    elif meant:
        message = f'{shown(fault.value)} is no part type. Did you mean "{meant}"?'
    else:
        message = f'{shown(fault.value)} is no part type. Use "text" or "image_url".'
    report(message, at=fault.path, fixes=_as_known_part(fault, meant))


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
    report(
        "Assistant messages can't hold images; only the user's can.",
        at=fault.path[:-1],
        fixes=_elsewhere(fault),
    )


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
    report(
        f"{holder} messages can't hold images; only the user's can.",
        at=fault.path[:-1],
        fixes=_elsewhere(fault),
    )


def _as_known_part(fault: ShapeFault, meant: str | None) -> tuple[Fix, ...]:
    """Name the part as the one that was meant, if it holds what that one does."""
    part = fault.object
    held = part.get(meant) if meant else None
    if meant == "image_url" and type(held) is str and part.keys() <= INPUT_IMAGE_KEYS:
        path = fault.path[:-1]
        detail = {"detail": Kept((*path, "detail"))} if "detail" in part else {}
        image = {"type": meant, meant: {"url": Kept((*path, meant)), **detail}}
        change = SetValue(path, image)
    elif type(held) is (dict if meant == "image_url" else str):
        change = SetValue(fault.path, meant)
    else:
        return ()
    return (Fix(f'Write it as "{meant}"', True, (change,)),)


def _elsewhere(fault: ShapeFault) -> tuple[Fix, ...]:
    """Move the image to the user's message before it, or remove it, if a part is left then."""
    *to_messages, number, _, _, _ = fault.path
    messages = value_at(fault.example, tuple(to_messages))
    part = fault.path[:-1]
    parts = value_at(fault.example, part[:-1])
    if len(parts) < 2:
        return ()
    remove = Fix("Remove the image", False, (Remove(part),))
    for before in range(int(number) - 1, -1, -1):
        if type(messages[before]) is dict and messages[before].get("role") == "user":
            content = (*to_messages, before, "content")
            moved = _to_message(part, content, messages[before].get("content"))
            if moved:
                move = Fix("Move the image to the user's message before", False, moved)
                return move, remove
    return (remove,)


def _to_message(part: Path, content: Path, there: Any) -> tuple[Change, ...]:
    if type(there) is list:
        return (Move(part, (*content, len(there))),)
    if type(there) is str:
        with_image = [{"type": "text", "text": Kept(content)}, Kept(part)]
        return SetValue(content, with_image), Remove(part)
    return ()


@rule(
    "part-not-allowed",
    on=ShapeFault,
    severity=Severity.ERROR,
    consequence=Consequence.REJECTS_FILE,
    source_key="API",
    claims=lambda fault: _is_part_type(fault, Departure.OUT_OF_PLACE),
)
def part_not_allowed(fault: ShapeFault, report: Report) -> None:
    """A content part of a type that its message can't hold.

    ## Why
    Only the assistant refuses, so only its messages have `refusal` parts. The service rejects the
    file for one elsewhere.

    ## Fix
    Write the part as `text`, or move it to the assistant's message.
    """
    holder = str(fault.holder).capitalize()
    report(
        f"{holder} messages can't hold {shown(fault.value)} parts; only the assistant's can.",
        at=fault.path[:-1],
    )
