"""An image in an example: where it is from, how large it is, and what it costs."""

from typing import Any, NamedTuple

from tunelint.assist.expected import value_on
from tunelint.cost import Tokens, image_tokens
from tunelint.dataset.chat import DETAILS
from tunelint.images import Fetched, ImageFacts, known_image
from tunelint.profiles import ImageTokens
from tunelint.rules.families.image_urls import FETCHED
from tunelint.rules.wording import megabytes
from tunelint.text.path import Path

Size = tuple[int, int]


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
        return self.facts.size if self.facts else None


def image_around(value: Any, path: Path, fetched: Fetched) -> ShownImage | None:
    """The image of the content part that a path leads to, or into."""
    for length in range(len(path), 0, -1):
        url = value_on(value, (*path[:length], "image_url", "url"))
        if type(url) is str:
            return ShownImage(path[:length], url, *known_image(url, fetched))
    return None


def traits(facts: ImageFacts) -> list[str]:
    """What is known of an image, its format first: `["PNG", "RGB", "64x64 pixels", ...]`."""
    size = f"{facts.width}x{facts.height} pixels" if facts.width and facts.height else ""
    kind = facts.format or "No known image"
    words = (kind, facts.mode, size, megabytes(facts.byte_size), "animated" * facts.animated)
    return [word for word in words if word]


def detail_tokens(image: ShownImage | None, rule: ImageTokens) -> dict[str, str]:
    """What each detail costs for an image: `{"low": "85 tokens", ...}`."""
    size = image.size if image else None
    costs = {detail: image_tokens(size, detail, rule) for detail in DETAILS}
    return {detail: _spelled(tokens, costs["low"], size) for detail, tokens in costs.items()}


def _spelled(tokens: Tokens, least: Tokens, size: Size | None) -> str:
    """The size is told where it matters: not of the low detail, which has one price for all."""
    measured = f" ({size[0]}x{size[1]})" if size and tokens != least else ""
    return tokens.words + measured
