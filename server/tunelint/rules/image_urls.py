"""Images by URL: what their address tells before anybody fetches it."""

import re

from tunelint.dataset.example import Image
from tunelint.images import is_embedded
from tunelint.rules.finding import Consequence, Severity
from tunelint.rules.rule import Report, rule
from tunelint.rules.wording import shown

FETCHED_SCHEMES = ("http://", "https://")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE | re.ASCII)
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
    if url.lower().startswith(FETCHED_SCHEMES) or is_embedded(url):
        return
    scheme = SCHEME.match(url)
    if LOCAL_PATH.match(url):
        what = f"This URL is a path on your machine ({shown(url)})"
    elif scheme:
        what = f"{shown(url)} is a URL of the scheme {scheme[1].lower()}:"
    elif url.strip():
        what = f"{shown(url)} is no URL"
    else:
        what = "The URL is empty"
    report(f"{what}; the service can only fetch http(s) URLs or data URIs.", at=image.url_path)
