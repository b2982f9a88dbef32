"""What an embedded image declares itself to be, held against its bytes."""

from tunelint.images import DataUri
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import DeclareMediaType, Fix
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import Picture

ALIASES = {
    "image/jpg": "image/jpeg",
    "image/jfif": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-png": "image/png",
    "image/x-webp": "image/webp",
}
"""Names that were never registered, or no longer are, and the registered ones."""


@rule(
    "image-media-type-mismatch",
    on=Picture,
    severity=Severity.WARNING,
    consequence=Consequence.SKIPS_EXAMPLE,
    certain=False,
    source_key="SEED",
)
def image_media_type_mismatch(picture: Picture, report: Report) -> None:
    """A data URI declares another media type than its bytes have.

    ## Why
    The documents don't say which of the two the service believes. If it reads a JPEG as the PNG
    that it is declared to be, it can't, and skips the image.

    ## Fix
    Declare what the bytes are.
    """
    declared, real = _media_types(picture, report)
    if ALIASES.get(declared, declared) != real:
        report(
            f"This data URI declares {declared}, but its bytes are {real}; "
            "the service may skip this image.",
            at=picture.image.url_path,
            fixes=(_declare(picture, real),),
        )


@rule(
    "image-media-type-alias",
    on=Picture,
    severity=Severity.INFO,
    consequence=Consequence.ADVICE,
    source_key="SEED",
)
def image_media_type_alias(picture: Picture, report: Report) -> None:
    """A data URI declares its media type by a name that is not the registered one.

    ## Why
    `image/jpg` is understood nearly everywhere, Microsoft's own sample has it, and the registered
    name is `image/jpeg`. Other readers of the dataset may be strict.

    ## Fix
    Write the registered name.
    """
    declared, real = _media_types(picture, report)
    if declared != real and ALIASES.get(declared) == real:
        report(
            f"{declared} is a usual name for {real}, and not the registered one.",
            at=picture.image.url_path,
            fixes=(_declare(picture, real),),
        )


def _media_types(picture: Picture, report: Report) -> tuple[str, str]:
    """The declared type and that of the bytes: equal where another rule has the image already."""
    uri, facts = picture.uri, picture.facts
    if type(uri) is not DataUri or facts is None or facts.media_type is None:
        return "", ""
    if facts.damage or facts.format not in report.profile.image_formats.values:
        return "", ""
    return uri.media_type, facts.media_type


def _declare(picture: Picture, media_type: str) -> Fix:
    change = DeclareMediaType(picture.image.url_path, media_type)
    return Fix(f"Declare {media_type}", True, (change,), settles=True)
