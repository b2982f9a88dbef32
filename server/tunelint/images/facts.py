"""What is known of one image from its headers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """Everything the headers of an image say about it."""

    format: str | None
    """`PNG`, `JPEG`, `WEBP`, `GIF` ...; None when the bytes are no known image."""

    media_type: str | None
    """The media type of the bytes, whatever was declared; None when it is not known."""

    mode: str | None
    """Pillow's name of the mode, and `YCCK` for such a JPEG; read for PNG, JPEG and WEBP only.

    Colour of 16 bits a channel counts as `RGB` or `RGBA`, as Pillow opens it.
    """

    width: int | None
    height: int | None
    byte_size: int
    animated: bool
    damage: str | None
    """A clause such as "it ends before its end mark (IEND)"; None when nothing is wrong."""

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height in pixels; None where they are not known, or 0."""
        return (self.width, self.height) if self.width and self.height else None


Inspect: TypeAlias = Callable[[bytes], ImageFacts]
"""A way to look at the bytes of an image."""


@dataclass(frozen=True, slots=True)
class FetchedFacts:
    """What came of fetching an image by its URL: what it is, or why there is none.

    `problem` is a clause such as "the host answers 404 (Not Found)".
    """

    image: ImageFacts | None
    problem: str = ""


Fetched: TypeAlias = Callable[[str], FetchedFacts | None]
"""What is known of the image at a URL; None where nobody fetched it."""


def nothing_fetched(url: str) -> FetchedFacts | None:
    """Nothing is known of what is behind a URL."""
    return None


class Header(NamedTuple):
    """What the reader of one format found."""

    mode: str | None = None
    width: int | None = None
    height: int | None = None
    animated: bool = False
    damage: str | None = None
