"""An image is made to fit into so many bytes, with as little lost as it takes."""

import io
from random import Random

import pytest
from PIL import Image

from pictures import make
from tunelint.images import inspect
from tunelint.images.conversion import shrink
from tunelint.images.pixels import ConversionFailed

SIZE = (200, 160)


def noise(name: str, mode: str = "RGB") -> bytes:
    """An image that compresses badly."""
    random = Random(1)
    image = Image.frombytes(mode, SIZE, random.randbytes(SIZE[0] * SIZE[1] * len(mode)))
    stream = io.BytesIO()
    image.save(stream, name, quality=95)
    return stream.getvalue()


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1])
@pytest.mark.parametrize("name", ["JPEG", "WEBP"])
def test_a_photo_keeps_its_format(name: str, share: float) -> None:
    data = noise(name)
    limit = int(len(data) * share)
    shrunk = shrink(data, limit)
    assert shrunk.after == inspect(shrunk.data)
    assert shrunk.after.byte_size <= limit
    assert (shrunk.after.format, shrunk.after.mode) == (name, "RGB")
    assert not shrunk.after.damage


def test_pixels_are_given_up_after_quality_alone() -> None:
    data = noise("JPEG")
    assert shrink(data, len(data) // 10 * 9).after.width == 200
    smaller = shrink(data, len(data) // 10).after
    width, height = smaller.width or 0, smaller.height or 0
    assert width < 200
    assert width / height == pytest.approx(200 / 160, rel=0.05)


def test_a_png_that_was_stored_badly_loses_nothing() -> None:
    with Image.open(io.BytesIO(make("png 200x160")[1])) as image:
        stream = io.BytesIO()
        image.save(stream, "PNG", compress_level=0)
        shrunk = shrink(stream.getvalue(), 20_000)
        with Image.open(io.BytesIO(shrunk.data)) as after:
            assert after.tobytes() == image.tobytes()


def test_an_opaque_png_is_scaled_to_a_half_and_then_becomes_a_jpeg() -> None:
    data = noise("PNG")
    assert shrink(data, len(data) // 2).after.format == "PNG"
    photo = shrink(data, len(data) // 5).after
    assert (photo.format, photo.width) == ("JPEG", 200)


def test_a_transparent_png_stays_one() -> None:
    data = noise("PNG", mode="RGBA")
    shrunk = shrink(data, len(data) // 50).after
    assert (shrunk.format, shrunk.mode) == ("PNG", "RGBA")


@pytest.mark.parametrize("spec", ["png 10.2MB", "jpeg 10.2MB CMYK", "webp 10.2MB"])
def test_what_is_padded_only_loses_the_padding(spec: str) -> None:
    shrunk = shrink(make(spec)[1], 10_000_000)
    assert shrunk.after.byte_size < 100_000
    assert (shrunk.after.width, shrunk.after.mode) == (64, "RGB")


def test_a_format_that_the_service_does_not_take_becomes_png() -> None:
    data = noise("BMP")
    assert shrink(data, len(data) // 2).after.format == "PNG"


def test_what_fits_stays_as_it_is() -> None:
    data = noise("JPEG")
    assert shrink(data, len(data)).data is data
    once = shrink(data, len(data) // 2).data
    assert shrink(once, len(data) // 2).data is once


def test_the_same_image_gives_the_same_bytes() -> None:
    data = noise("WEBP")
    assert shrink(data, len(data) // 3) == shrink(data, len(data) // 3)


def test_there_is_an_end_to_shrinking() -> None:
    with pytest.raises(ConversionFailed, match="can't be made to fit into 20 bytes"):
        shrink(noise("PNG"), 20)


def test_a_damaged_image_is_refused() -> None:
    with pytest.raises(ConversionFailed, match="PNG image is damaged"):
        shrink(make("png truncated")[1], 20)
