"""The title of an image's fix says what happens to it."""

from dataclasses import replace

import pytest

from tunelint.images import ImageFacts
from tunelint.images.conversion import Converted
from tunelint.rules.image_titles import conversion_title

JPEG = ImageFacts("JPEG", "image/jpeg", "CMYK", 4000, 3000, 1_200_000, False, None)
PNG = ImageFacts("PNG", "image/png", "RGB", 4000, 3000, 1_600_000, False, None)
GIF = ImageFacts("GIF", "image/gif", None, None, None, 9_000, True, None)
LARGE = replace(JPEG, mode="RGB", byte_size=12_340_000)
ANIMATED = replace(PNG, animated=True)


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        (JPEG, PNG, "Convert CMYK JPEG to RGB PNG: 1.2 MB to 1.6 MB"),
        (
            JPEG,
            replace(PNG, width=3000, height=4000),
            "Convert CMYK JPEG to RGB PNG: 1.2 MB to 1.6 MB",
        ),
        (
            replace(PNG, mode="L"),
            PNG,
            "Convert greyscale PNG to RGB PNG: 1.6 MB to 1.6 MB",
        ),
        (
            replace(PNG, mode="1"),
            PNG,
            "Convert 1-bit black and white PNG to RGB PNG: 1.6 MB to 1.6 MB",
        ),
        (GIF, PNG, "Convert the first frame of GIF to RGB PNG: 9,000 bytes to 1.6 MB"),
        (LARGE, replace(LARGE, byte_size=9_000_000), "Recompress JPEG: 12.3 MB to 9.0 MB"),
        (
            LARGE,
            replace(LARGE, width=2000, height=1500, byte_size=9_000_000),
            "Resize JPEG from 4000x3000 to 2000x1500 pixels: 12.3 MB to 9.0 MB",
        ),
        (
            LARGE,
            replace(PNG, width=2000, height=1500),
            "Convert RGB JPEG to RGB PNG, 4000x3000 to 2000x1500 pixels: 12.3 MB to 1.6 MB",
        ),
        (ANIMATED, PNG, "Keep the first frame of PNG: 1.6 MB to 1.6 MB"),
    ],
)
def test_the_title_says_what_happens(before: ImageFacts, after: ImageFacts, title: str) -> None:
    assert conversion_title(Converted(b"", before, after)) == title
