"""An image in an example: where it is from, how large it is, and what it costs."""

from typing import Any, NamedTuple

from tunelint.assist.expected import value_on
from tunelint.cost import Tokens, image_tokens
from tunelint.dataset.chat import DETAILS
from tunelint.images import (
    DataUri,
    Fetched,
    FetchedFacts,
    ImageFacts,
    inspect,
    is_embedded,
    read_data_uri,
)
from tunelint.profiles import ImageTokens
from tunelint.rules.image_urls import FETCHED
from tunelint.text.path import Path

Size = tuple[int, int]

UNKNOWN = FetchedFacts(None)


class ShownImage(NamedTuple):
    """The image of the content part at `part`; its bytes where it is embedded.

    Its facts are known of one that was fetched, too, unless there was a `problem`.
    """

    part: Path
    url: str
    data: bytes | None
    facts: ImageFacts | None
    problem: str = ""

    @property
    def is_remote(self) -> bool:
        """Whether the service would fetch it."""
        return FETCHED.match(self.url) is not None

    @property
    def size(self) -> Size | None:
        """Its width and height in pixels, where they are known."""
        facts = self.facts
        return (facts.width, facts.height) if facts and facts.width and facts.height else None


def image_around(value: Any, path: Path, fetched: Fetched) -> ShownImage | None:
    """The image of the content part that a path leads to, or into."""
    for length in range(len(path), 0, -1):
        url = value_on(value, (*path[:length], "image_url", "url"))
        if type(url) is str:
            return _read(path[:length], url, fetched)
    return None


def detail_tokens(image: ShownImage | None, rule: ImageTokens) -> dict[str, str]:
    """What each detail costs for an image: `{"low": "85 tokens", ...}`."""
    size = image.size if image else None
    costs = {detail: image_tokens(size, detail, rule) for detail in DETAILS}
    return {detail: _spelled(tokens, costs["low"], size) for detail, tokens in costs.items()}


def _read(part: Path, url: str, fetched: Fetched) -> ShownImage:
    if not is_embedded(url):
        known = fetched(url) or UNKNOWN
        return ShownImage(part, url, None, known.image, known.problem)
    uri = read_data_uri(url)
    data = uri.data if type(uri) is DataUri else None
    return ShownImage(part, url, data, inspect(data) if data is not None else None)


def _spelled(tokens: Tokens, least: Tokens, size: Size | None) -> str:
    """The size is told where it matters: not of the low detail, which has one price for all."""
    measured = f" ({size[0]}x{size[1]})" if size and tokens != least else ""
    return tokens.words + measured
