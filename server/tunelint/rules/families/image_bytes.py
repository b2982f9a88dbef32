"""What an image is, judged by its own bytes: one that is embedded, or was fetched."""

from tunelint.images import ImageFacts
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import ConvertImage, FirstFrame, Fix, ShrinkImage
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import Picture
from tunelint.rules.wording import MODES, image_kind, megabytes, size_limit

LOSSLESS_MODES = frozenset({"1", "L", "LA", "P"})
LOSSLESS_FORMATS = frozenset({"GIF", "BMP", "ICO"})
UNREADABLE_FORMATS = frozenset({"HEIC", "SVG", "PDF", "EPS", "JPEG XL"})
"""Nothing that Tunelint comes with decodes them."""


@rule(
    "image-too-large",
    on=Picture,
    severity=Severity.ERROR,
    consequence=Consequence.SKIPS_EXAMPLE,
    source_key="SEED",
)
def image_too_large(picture: Picture, report: Report) -> None:
    """An image is larger than the service takes.

    ## Why
    The limit is 10 MB an image, counted on the decoded bytes (base64 is a third longer). The
    service skips larger ones without failing the job. Its pages don't say whether a megabyte
    is 10^6 or 2^20 bytes, so between the two this is a warning.

    ## Fix
    Resize or recompress the image. The model sees at most 2048 x 2048 pixels of it anyway.
    """
    facts, limit = picture.facts, report.profile.image_bytes_max
    if not facts or facts.byte_size < (limit.doubtful_from or limit.value):
        return
    size, most = megabytes(facts.byte_size), size_limit(limit.value)
    shrink = ShrinkImage(picture.image.url_path, limit.doubtful_from or limit.value)
    fixes = _in_place(picture, Fix(f"Shrink to {most}", False, (shrink,)))
    if facts.byte_size > limit.value:
        report(
            f"Image is {size}; the service takes at most {most}, and skips this image.",
            at=picture.image.url_path,
            fixes=fixes,
        )
    elif limit.doubtful_from is not None and facts.byte_size > limit.doubtful_from:
        report(
            f"Image is {size}; the limit is {most}, and if the service counts 10^6 bytes a MB, "
            "it skips this image.",
            at=picture.image.url_path,
            fixes=fixes,
            severity=Severity.WARNING,
            certain=False,
        )


@rule(
    "image-format",
    on=Picture,
    severity=Severity.ERROR,
    consequence=Consequence.SKIPS_EXAMPLE,
    source_key="SEED",
)
def image_format(picture: Picture, report: Report) -> None:
    """An image's bytes are of a format that training doesn't take.

    ## Why
    Training takes JPEG, PNG and WEBP. The service looks at the bytes, whatever the data URI
    declares, and skips other images without failing the job.

    ## Fix
    Convert the image to PNG.
    """
    if not picture.facts:
        return
    found, formats = picture.facts.format, report.profile.image_formats.values
    if found in formats:
        return
    name = f"Image is {found}" if found else "These bytes are no image that Tunelint knows"
    report(
        f"{name}; training takes {', '.join(formats)} only, and the service skips this image.",
        at=picture.image.url_path,
        fixes=_as_png(picture, picture.facts) if found and found not in UNREADABLE_FORMATS else (),
    )


@rule(
    "image-mode",
    on=Picture,
    severity=Severity.ERROR,
    consequence=Consequence.SKIPS_EXAMPLE,
    source_key="SEED",
)
def image_mode(picture: Picture, report: Report) -> None:
    """An image is in another colour mode than RGB or RGBA.

    ## Why
    Training takes RGB and RGBA only. Greyscale, palette and CMYK images look right in every
    viewer, and the service skips them without failing the job.

    ## Fix
    Convert the image to RGB or RGBA. For greyscale and palette images nothing is lost.
    """
    facts, modes = picture.facts, report.profile.image_modes.values
    if not facts or facts.format not in report.profile.image_formats.values:
        return
    if facts.mode is not None and facts.mode not in modes and not facts.damage:
        words = f"{MODES[facts.mode]} ({facts.mode})" if facts.mode in MODES else facts.mode
        report(
            f"Image is {words}; training takes {' or '.join(modes)} only, "
            "and the service skips this image.",
            at=picture.image.url_path,
            fixes=_as_png(picture, facts),
        )


@rule(
    "animated-image",
    on=Picture,
    severity=Severity.WARNING,
    consequence=Consequence.SKIPS_EXAMPLE,
    certain=False,
    source_key="SEED",
)
def animated_image(picture: Picture, report: Report) -> None:
    """An image is an animation.

    ## Why
    PNG and WEBP can hold several frames. Nobody documents what training does with them: it may
    look at the first one only, or skip the image.

    ## Fix
    Keep the frame that shows what the example is about.
    """
    facts = picture.facts
    if not facts or not facts.animated or facts.damage:
        return
    if facts.format in report.profile.image_formats.values:
        first = Fix("Keep the first frame only", False, (FirstFrame(picture.image.url_path),))
        report(
            f"Image is an animated {facts.format}; the service may look at its first frame only, "
            "or skip it.",
            at=picture.image.url_path,
            fixes=_in_place(picture, first),
        )


@rule(
    "image-corrupt",
    on=Picture,
    severity=Severity.ERROR,
    consequence=Consequence.SKIPS_EXAMPLE,
    source_key="SEED",
)
def image_corrupt(picture: Picture, report: Report) -> None:
    """An image is truncated or damaged.

    ## Why
    Where the image's own lengths or its end mark are missing, something cut it off, though a
    lenient viewer may show it. The service skips images that it can't read.

    ## Fix
    Encode the original image again.
    """
    facts = picture.facts
    if facts and facts.damage and facts.format in report.profile.image_formats.values:
        report(
            f"{facts.format} image is damaged: {facts.damage}. The service skips this image.",
            at=picture.image.url_path,
        )


def _as_png(picture: Picture, facts: ImageFacts) -> tuple[Fix, ...]:
    """Convert the image; that is safe where not a pixel gets lost."""
    keeps_pixels = facts.format in LOSSLESS_FORMATS or facts.mode in LOSSLESS_MODES
    safe = keeps_pixels and not facts.animated
    title = f"Convert {image_kind(facts.mode, facts.format)} to RGB or RGBA PNG"
    return _in_place(picture, Fix(title, safe, (ConvertImage(picture.image.url_path),)))


def _in_place(picture: Picture, fix: Fix) -> tuple[Fix, ...]:
    """The fix, if the bytes stand in the example, where it can change them."""
    return () if picture.uri is None else (fix,)
