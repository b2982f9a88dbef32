"""How many images an example has, and whether those in it are written as data URIs should be."""

from collections import Counter

from tunelint.dataset.example import Example
from tunelint.images import DataUriFault, DataUriFaultKind, is_embedded, mended_data_uri
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import Fix, MendDataUri
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import Picture
from tunelint.rules.wording import count, shown


@rule(
    "too-many-images",
    on=Example,
    severity=Severity.ERROR,
    consequence=Consequence.SKIPS_EXAMPLE,
    source_key="SEED",
)
def too_many_images(example: Example, report: Report) -> None:
    """An example has more images than the service takes.

    ## Why
    Azure OpenAI allows 64 images in an example, OpenAI 10. The service skips examples with more.

    ## Fix
    Split the example, or leave images out.
    """
    limit = report.profile.images_per_example_max
    if len(example.images) > limit.value:
        report(
            f"{count(len(example.images), 'image')} in this example; "
            f"the service takes at most {limit.value}, and skips it.",
            at=example.path,
        )


@rule(
    "many-images",
    on=Example,
    severity=Severity.INFO,
    consequence=Consequence.SKIPS_EXAMPLE,
    certain=False,
    source_key="SEED",
    verdicts={"openai": None},
)
def many_images(example: Example, report: Report) -> None:
    """An example has more images than the troubleshooting advice allows.

    ## Why
    Azure's page sets the limit at 64 images in its table of requirements, and says 10 or fewer
    in its troubleshooting table. Nobody documents which of the two makes examples skipped.

    ## Fix
    Keep to 10 images where the job's events tell of skipped examples.
    """
    images = len(example.images)
    advised = report.profile.images_per_example_advised.value
    if advised < images <= report.profile.images_per_example_max.value:
        report(
            f"{count(images, 'image')} in this example; the documents allow "
            f"{report.profile.images_per_example_max.value} in one place and "
            f"{advised} in another, so the service may skip it.",
            at=example.path,
        )


@rule(
    "duplicate-image",
    on=Example,
    severity=Severity.INFO,
    consequence=Consequence.WASTES,
    source_key="SEED",
)
def duplicate_image(example: Example, report: Report) -> None:
    """The same image stands in an example twice.

    ## Why
    Each time it stands there its tokens are paid for. The model learns no more from the second.

    ## Fix
    Remove it, unless the conversation comes back to it on purpose.
    """
    if len(example.images) < 2:
        return
    payloads = [(image, _payload_start(image.url)) for image in example.images]
    sizes = Counter(len(image.url) - start for image, start in payloads)
    first: dict[str, int] = {}
    for number, (image, start) in enumerate(payloads, start=1):
        size = len(image.url) - start
        if not size or sizes[size] == 1:
            continue  # no other can be the same, and to read it may be to read megabytes
        earlier = first.setdefault(image.url[start:], number)
        if earlier != number:
            report(
                f"The same image as image {earlier} of this example; "
                "its tokens are paid for again.",
                at=image.url_path,
            )


@rule(
    "invalid-data-uri",
    on=Picture,
    severity=Severity.ERROR,
    consequence=Consequence.SKIPS_EXAMPLE,
    source_key="SEED",
)
def invalid_data_uri(picture: Picture, report: Report) -> None:
    """An embedded image is not written as a proper base64 data URI.

    ## Why
    An embedded image is `data:image/png;base64,` and the bytes in base64: standard alphabet, no
    white space, full padding. The service answers `Invalid base64 image_url` and skips the image.

    ## Fix
    Add the missing prefix or padding, take white space out, or embed the image again.
    """
    if type(picture.uri) is DataUriFault:
        path = picture.image.url_path
        mend = Fix("Write it as a data URI", True, (MendDataUri(path),))
        fixes = (mend,) if mended_data_uri(picture.image.url) else ()
        report(_data_uri_message(picture.uri), at=path, fixes=fixes)


def _payload_start(url: str) -> int:
    """Where the bytes of an embedded image begin; all of another URL tells which image it is."""
    return url.find(",") + 1 if is_embedded(url) else 0


def _data_uri_message(fault: DataUriFault) -> str:
    match fault.kind:
        case DataUriFaultKind.NO_PREFIX:
            return 'Base64 without its prefix; write "data:image/png;base64," in front of it.'
        case DataUriFaultKind.NOT_BASE64:
            return 'This data URI is not base64; it needs ";base64," between type and bytes.'
        case DataUriFaultKind.NOT_AN_IMAGE:
            declared = shown(fault.found) if fault.found else "nothing"
            return f"This data URI declares {declared}; an image needs a type such as image/png."
        case DataUriFaultKind.EMPTY:
            return "This data URI holds no bytes; the service skips this image."
        case DataUriFaultKind.WHITESPACE:
            found = f"White space at character {fault.offset + 1:,}"
        case DataUriFaultKind.BAD_CHARACTER:
            found = f"{shown(fault.found)} at character {fault.offset + 1:,}"
        case DataUriFaultKind.BAD_PADDING:
            return (
                'The base64 of this image has the wrong padding ("=" at its end) or is cut off; '
                "the service skips this image."
            )
    return f"{found} of this data URI is no base64; the service skips this image."
