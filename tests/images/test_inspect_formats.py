"""What `inspect` tells of sound images, held against what Pillow says of the same bytes."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from picture_bytes import png_without_pixels
from pictures import MODES, make
from tunelint.images import ImageFacts, inspect

SOUND = [
    *(f"png {mode}" for mode in sorted(MODES["png"])),
    *(f"png 13x9 interlaced {mode}" for mode in sorted(MODES["png"])),
    "apng",
    "png apng RGBA",
    *(f"jpeg {mode}" for mode in sorted(MODES["jpeg"])),
    "jpeg progressive",
    "jpeg progressive CMYK",
    "jpeg exif60k",
    "jpeg icc300k",
    "jpeg exif60k icc300k progressive L",
    "webp",
    "webp lossy alpha",
    "webp lossless",
    "webp lossless alpha",
    "webp animated",
    "webp animated alpha",
    "png 100KB",
    "jpeg 200KB",
    "webp 100KB",
    "webp lossless alpha 100KB",
]


def assert_agrees_with_pillow(data: bytes) -> ImageFacts:
    facts = inspect(data)
    with Image.open(io.BytesIO(data)) as image:
        assert facts.format == image.format
        assert facts.media_type == (image.get_format_mimetype() or "").replace("/apng", "/png")
        assert (facts.width, facts.height) == image.size
        assert ("CMYK" if facts.mode == "YCCK" else facts.mode) == image.mode
        assert facts.animated == getattr(image, "is_animated", False)
        image.load()  # the test picture itself has to be sound
    assert facts.byte_size == len(data)
    assert facts.damage is None
    return facts


@pytest.mark.parametrize("spec", SOUND)
def test_a_sound_picture_is_told_as_pillow_tells_it(spec: str) -> None:
    assert_agrees_with_pillow(make(spec)[1])


@given(
    name=st.sampled_from(
        ["png", "png interlaced", "jpeg", "jpeg progressive", "webp", "webp lossless"]
    ),
    size=st.tuples(st.integers(1, 300), st.integers(1, 20)),
    data=st.data(),
)
def test_any_size_and_mode_is_told_as_pillow_tells_it(
    name: str, size: tuple[int, int], data: st.DataObject
) -> None:
    mode = data.draw(st.sampled_from(sorted(MODES[name.split()[0]])))
    assert_agrees_with_pillow(make(f"{name} {size[0]}x{size[1]} {mode}")[1])


def test_the_largest_webp_canvas_is_read_in_24_bits() -> None:
    data = bytearray(make("webp animated")[1])
    data[24:30] = b"\xff\xff\x00\xff\xff\xff"
    assert (inspect(bytes(data)).width, inspect(bytes(data)).height) == (1 << 16, 1 << 24)


def test_the_four_components_of_a_jpeg_are_ycck_only_by_their_adobe_transform() -> None:
    assert inspect(make("jpeg CMYK")[1]).mode == "CMYK"
    assert inspect(make("jpeg YCCK")[1]).mode == "YCCK"


@pytest.mark.parametrize(
    ("colour_type", "depth"),
    [
        *((0, depth) for depth in (1, 2, 4, 8, 16)),
        *((3, depth) for depth in (1, 2, 4, 8)),
        *((colour_type, depth) for colour_type in (2, 4, 6) for depth in (8, 16)),
    ],
)
def test_every_kind_of_png_pixel_has_pillows_mode(colour_type: int, depth: int) -> None:
    data = png_without_pixels(3, 5, depth, colour_type)
    with Image.open(io.BytesIO(data)) as image:
        assert inspect(data).mode == image.mode
    assert inspect(data).damage is None


def test_stray_and_fill_bytes_between_jpeg_segments_are_passed_over() -> None:
    data = make("jpeg")[1]
    second = 4 + int.from_bytes(data[4:6], "big")
    for stray in (b"\xff\xff\xff", b"\x00\x12", b"\xff\x00", b"\xff\x01\xff\xd0"):
        assert inspect(data[:second] + stray + data[second:]).mode == "RGB"
        assert inspect(data[:second] + stray + data[second:]).damage is None


@pytest.mark.parametrize("name", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("tail", [b"\0", b"<html>", random.Random(1).randbytes(500)])
def test_what_follows_the_end_mark_changes_only_the_byte_size(name: str, tail: bytes) -> None:
    data = make(name)[1]
    facts = inspect(data + tail)
    assert facts.byte_size == len(data) + len(tail)
    assert facts.damage is None
    assert facts.mode == inspect(data).mode


def test_a_webp_with_one_frame_or_a_png_that_announces_one_is_not_animated() -> None:
    apng = make("apng")[1]
    frame_count = apng.index(b"acTL") + 4
    assert not inspect(apng[:frame_count] + b"\0\0\0\1" + apng[frame_count + 4 :]).animated
    webp = make("webp animated")[1]
    second_frame = webp.index(b"ANMF", webp.index(b"ANMF") + 4)
    length = (second_frame - 8).to_bytes(4, "little")
    assert not inspect(webp[:4] + length + webp[8:second_frame]).animated


def test_an_animation_announced_after_the_pixels_is_none() -> None:
    apng = make("apng")[1]
    start = apng.index(b"acTL") - 4
    control = apng[start : start + 20]
    assert not inspect(apng[:start] + apng[start + 20 : -12] + control + apng[-12:]).animated
