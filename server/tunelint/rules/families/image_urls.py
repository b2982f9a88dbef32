"""Images by URL: what their address tells, and what came of fetching them."""

import re
from urllib.parse import parse_qsl

from tunelint.dataset.example import Image
from tunelint.images import is_embedded
from tunelint.profiles import storages
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.fixes import EmbedFile, Fix, SetValue
from tunelint.rules.rule import Report, rule
from tunelint.rules.subjects import RemoteImage
from tunelint.rules.wording import moment, shown

FETCHED = re.compile(
    r"http(?P<secure>s)?://(?:[^/?#@]*@)?(?P<host>[^/?#:]*)[^?#]*\??(?P<query>[^#]*)",
    re.IGNORECASE | re.ASCII,
)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE | re.ASCII)
WITHOUT_SCHEME = re.compile(r"(//|www\.)[a-z0-9-]+\.", re.IGNORECASE | re.ASCII)
LOCAL_PATH = re.compile(
    r"""
    [a-z]:[\\/]                  # C:\\images
    | [\\/~.]                    # /images, ~/images, ./images, \\\\server
    | file:
    | [^:?#<>]*[\\/]             # images/a.png
    | [^:?#<>\\/]+\.[a-z]{3,4}\Z  # a.png
    """,
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)


@rule(
    "unsupported-url-scheme",
    on=Image,
    severity=Severity.ERROR,
    consequence=Consequence.SKIPS_EXAMPLE,
    source_key="AZ",
)
def unsupported_url_scheme(image: Image, report: Report) -> None:
    """An image's URL is one that the service can't fetch.

    ## Why
    The service fetches http and https URLs and reads data URIs. A path on your machine, a
    `file:`, `s3:` or `gs:` URL and a placeholder mean nothing to it; the image is skipped.

    ## Fix
    Embed the file as a data URI, or use a URL that is reachable from the internet.
    """
    url = image.url
    if ((fetched := FETCHED.match(url)) and fetched["host"]) or is_embedded(url):
        return
    scheme = SCHEME.match(url)
    fixes: tuple[Fix, ...] = ()
    if fetched:
        what = f"{shown(url)} names no host"
    elif WITHOUT_SCHEME.match(url):
        whole = "https://" + url.removeprefix("//")
        fixes = (Fix("Write https:// before it", False, (SetValue(image.url_path, whole),)),)
        what = f"{shown(url)} lacks its scheme"
    elif LOCAL_PATH.match(url):
        embed = EmbedFile(image.url_path, report.profile.image_bytes_max.value)
        fixes = (Fix("Embed the file", False, (embed,)),)
        what = f"This URL is a path on your machine ({shown(url)})"
    elif scheme:
        what = f"{shown(url)} is a URL of the scheme {scheme[1].lower()}:"
    elif url.strip():
        what = f"{shown(url)} is no URL"
    else:
        what = "The URL is empty"
    report(
        f"{what}; the service can only fetch http(s) URLs or data URIs.",
        at=image.url_path,
        fixes=fixes,
    )


@rule(
    "insecure-url",
    on=Image,
    severity=Severity.INFO,
    consequence=Consequence.ADVICE,
    source_key="AZ",
)
def insecure_url(image: Image, report: Report) -> None:
    """An image is fetched over http, without encryption.

    ## Why
    On its way to the service anybody can see the image, or put another one in its place, which
    the model is then trained on.

    ## Fix
    Use https where the host answers there too.
    """
    fetched = FETCHED.match(image.url)
    if fetched and not fetched["secure"]:
        https = SetValue(image.url_path, "https" + image.url[len("http") :])
        report(
            f"{shown(image.url)} is fetched without encryption, open to be read and changed.",
            at=image.url_path,
            fixes=(Fix("Change to https", False, (https,)),),
        )


@rule(
    "private-storage-url",
    on=RemoteImage,
    severity=Severity.WARNING,
    consequence=Consequence.SKIPS_EXAMPLE,
    source_key="SEED",
)
def private_storage_url(remote: RemoteImage, report: Report) -> None:
    """An image stands in a private store, and its URL does not open it for long enough.

    ## Why
    Containers and buckets are private unless somebody made them public. The service fetches
    images while the job runs, without your credentials; what it can't fetch it calls an
    inaccessible URL, and skips the image.

    ## Fix
    Sign the URL for longer than the job may wait and run, or embed the image.
    """
    image, facts = remote.image, remote.facts
    fetched = FETCHED.match(image.url)
    store = storages().of_host(fetched["host"]) if fetched else None
    if not fetched or not store or (facts and facts.problem):
        return
    parameters = dict(parse_qsl(fetched["query"]))
    if not store.is_signed(parameters):
        if not facts:
            report(
                f"This URL of {store.name} has no signature; unless it is public, "
                "the service can't fetch the image, and skips it.",
                at=image.url_path,
            )
        return
    ends, now = store.signature_ends(parameters), report.now()
    if ends and ends <= now:
        report(
            f"The signature of this URL expired on {moment(ends)}; "
            "the service can't fetch the image, and skips it.",
            at=image.url_path,
        )
    elif ends and ends < now + storages().needed_for:
        report(
            f"The signature of this URL expires on {moment(ends)}; "
            "when the job needs the image later, the service skips it.",
            at=image.url_path,
        )


@rule(
    "unreachable-image",
    on=RemoteImage,
    severity=Severity.WARNING,
    consequence=Consequence.SKIPS_EXAMPLE,
    source_key="SEED",
)
def unreachable_image(remote: RemoteImage, report: Report) -> None:
    """An image's URL does not give an image to anybody who asks for it.

    ## Why
    The service fetches images without your credentials, and skips what it can't fetch without
    failing the job. Nothing is fetched unless you ask for it: by `tunelint check --check-urls`,
    or by the command "Check Image URLs" of the editor. A URL must answer with the status 200 and an
    image, from the public internet, within 5 s and 3 redirects, and within the size that the
    service takes. The connection goes to the very address that was checked, so that proxy
    variables don't apply: behind a proxy, this rule may find what the service can fetch.

    ## Fix
    Use a URL that is open to the public or signed, or embed the image as a data URI.
    """
    facts = remote.facts
    if facts and facts.problem:
        report(not_fetched(facts.problem), at=remote.image.url_path)


def not_fetched(problem: str) -> str:
    """The sentence about an image that could not be fetched."""
    return f"This image can't be fetched: {problem}. The service skips it."


def is_local(url: str) -> bool:
    """Whether a URL is a path on this machine."""
    return not FETCHED.match(url) and not is_embedded(url) and LOCAL_PATH.match(url) is not None
