"""Damage is told from the container's own lengths and marks, and nothing makes `inspect` raise."""

import struct
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from picture_bytes import png_chunk, png_without_pixels
from pictures import make
from tunelint.images import inspect

SMALL = [
    "png 5x4",
    "png 5x4 P",
    "png 9x9 interlaced RGB;16",
    "apng 5x4",
    "jpeg 5x4",
    "jpeg 5x4 YCCK",
    "jpeg 5x4 progressive",
    "webp 5x4",
    "webp 5x4 lossless",
    "webp 5x4 alpha",
    "webp 5x4 animated",
]
OTHERS = ["gif", "gif animated", "bmp", "tiff", "avif", "heic", "svg", "ico", "pdf"]

SIGNATURES = [
    b"",
    b"\x89PNG\r\n\x1a\n",
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
    b"\xff\xd8\xff",
    b"RIFF\x40\0\0\0WEBP",
    b"RIFF\x40\0\0\0WEBPVP8X",
    b"GIF89a",
    b"BM",
    b"\0\0\0\x20ftyp",
    b"<?xml",
]


@pytest.mark.parametrize("spec", SMALL)
def test_a_cut_at_any_byte_is_damage_or_leaves_nothing_to_recognise(spec: str) -> None:
    data = make(spec)[1]
    for length in range(len(data)):
        facts = inspect(data[:length])
        assert facts.format is None or facts.damage, length
        assert facts.byte_size == length


@pytest.mark.parametrize("spec", OTHERS)
def test_a_foreign_format_may_be_cut_at_any_byte(spec: str) -> None:
    data = make(spec)[1]
    for length in range(len(data)):
        inspect(data[:length])


@settings(max_examples=500)
@given(signature=st.sampled_from(SIGNATURES), rest=st.binary(max_size=300))
@example(b"\xff\xd8\xff", b"")
def test_no_bytes_make_it_raise(signature: bytes, rest: bytes) -> None:
    assert inspect(signature + rest).byte_size == len(signature) + len(rest)


@settings(max_examples=500)
@given(spec=st.sampled_from(SMALL + OTHERS), data=st.data())
def test_no_changed_byte_makes_it_raise(spec: str, data: st.DataObject) -> None:
    picture = bytearray(make(spec)[1])
    for _ in range(data.draw(st.integers(1, 4))):
        picture[data.draw(st.integers(0, min(len(picture), 200) - 1))] = data.draw(
            st.integers(0, 255)
        )
    assert inspect(bytes(picture)).byte_size == len(picture)


@pytest.mark.parametrize(
    ("spec", "damage"),
    [
        ("png truncated", "it ends before its end mark (IEND)"),
        ("png truncated=40%", "it ends before its end mark (IEND)"),
        ("png truncated=10%", "it ends inside its header (IHDR)"),
        ("png 0x12", "its size is 0x12 pixels"),
        ("png 12x0", "its size is 12x0 pixels"),
        ("jpeg truncated", "it ends before its end mark (EOI)"),
        ("jpeg truncated=90%", "it ends before its end mark (EOI)"),
        ("jpeg truncated=10%", "it ends before its pixels (SOS)"),
        ("webp 100KB truncated", "its RIFF header promises 100,000 bytes but 99,992 are there"),
    ],
)
def test_the_damage_is_told_in_words(spec: str, damage: str) -> None:
    assert inspect(make(spec)[1]).damage == damage


def test_a_truncated_picture_still_tells_what_its_header_said() -> None:
    for name in ("png", "jpeg", "webp"):
        facts = inspect(make(f"{name} 7x5 truncated")[1])
        assert (facts.mode, facts.width, facts.height) == ("RGB", 7, 5)


class TestPng:
    def test_a_header_that_is_changed_fails_its_checksum(self) -> None:
        data = bytearray(make("png")[1])
        data[18] ^= 1
        assert inspect(bytes(data)).damage == "the checksum of its header (IHDR) is wrong"

    def test_a_first_chunk_other_than_the_header_is_damage(self) -> None:
        data = make("png")[1]
        apple = data[:8] + png_chunk(b"CgBI", bytes(4)) + data[8:]
        assert inspect(apple).damage == "it does not begin with a header (IHDR)"

    def test_a_pixel_kind_that_png_lacks_is_damage(self) -> None:
        facts = inspect(png_without_pixels(1, 1, 4, 2))
        assert facts.mode is None
        assert facts.damage == "its header (IHDR) says colour type 2 with 4 bits, which PNG lacks"

    def test_no_pixels_are_damage(self) -> None:
        data = png_without_pixels(1, 1)
        assert inspect(data[:33] + data[-12:]).damage == "it has no pixels (IDAT)"

    def test_a_gap_in_the_middle_is_damage(self) -> None:
        data = make("png 64x64")[1]
        assert inspect(data[:80] + data[100:]).damage == "it ends before its end mark (IEND)"

    def test_a_chunk_without_a_name_is_damage(self) -> None:
        data = make("png")[1]
        assert inspect(data[:33] + bytes(12) + data[33:]).damage == (
            "its chunks are broken at byte 33"
        )


class TestJpeg:
    def test_no_frame_header_is_damage(self) -> None:
        data = make("jpeg")[1]
        frame = data.index(b"\xff\xc0")
        length = 2 + int.from_bytes(data[frame + 2 : frame + 4], "big")
        facts = inspect(data[:frame] + data[frame + length :])
        assert facts.damage == "it has no frame header (SOF)"
        assert facts.mode is None

    def test_a_segment_shorter_than_its_length_field_is_damage(self) -> None:
        data = make("jpeg")[1]
        broken = inspect(data[:2] + b"\xff\xfe\0\1" + data[2:])
        assert broken.damage == "its segments are broken at byte 2"

    def test_a_number_of_components_that_no_mode_has_is_damage(self) -> None:
        data = bytearray(make("jpeg")[1])
        data[data.index(b"\xff\xc0") + 9] = 2
        assert inspect(bytes(data)).damage == "its frame header (SOF) says 2 colour components"

    def test_the_end_mark_of_a_preview_in_its_exif_does_not_count(self) -> None:
        data = make("jpeg truncated")[1]
        preview = struct.pack(">HH", 0xFFE1, 6) + b"\xff\xd9\xff\xd9"
        assert inspect(data[:2] + preview + data[2:]).damage == "it ends before its end mark (EOI)"

    def test_an_end_mark_in_place_of_pixels_is_damage(self) -> None:
        assert inspect(b"\xff\xd8\xff\xd9\0\0").damage == "it ends before its pixels (SOS)"


class TestWebp:
    def test_a_length_that_promises_too_little_hides_the_image(self) -> None:
        data = make("webp")[1]
        short = data[:4] + struct.pack("<I", 4) + data[8:]
        assert inspect(short).damage == "it has no image (VP8, VP8L or VP8X)"

    def test_an_extended_header_alone_is_damage(self) -> None:
        data = make("webp alpha")[1][:30]
        alone = data[:4] + struct.pack("<I", 22) + data[8:]
        assert inspect(alone).damage == "it has no image (VP8, VP8L or ANMF)"

    @pytest.mark.parametrize("spec", ["webp", "webp lossless"])
    def test_an_image_chunk_longer_than_the_file_is_damage(self, spec: str) -> None:
        data = make(spec)[1]
        longer = data[:16] + struct.pack("<I", len(data)) + data[20:]
        assert str(inspect(longer).damage).endswith("chunk runs past its end")

    @pytest.mark.parametrize(
        ("spec", "start", "damage"),
        [
            ("webp", 23, "its header (VP8) lacks the start code"),
            ("webp lossless", 20, "its header (VP8L) lacks the signature"),
        ],
    )
    def test_an_image_without_its_mark_is_damage(self, spec: str, start: int, damage: str) -> None:
        data = make(spec)[1]
        assert inspect(data[:start] + b"\0" + data[start + 1 :]).damage == damage

    def test_alpha_is_there_with_an_alpha_plane_whatever_the_flag_says(self) -> None:
        data = bytearray(make("webp alpha")[1])
        data[20] &= ~0x10
        assert inspect(bytes(data)).mode == "RGBA"


@pytest.mark.parametrize(
    "make_data",
    [
        pytest.param(lambda: b"\xff\xd8" + b"\xff" * 10_000_000, id="fill bytes"),
        pytest.param(lambda: b"\xff\xd8\xff" + b"\xff\x00" * 5_000_000, id="stray bytes"),
        pytest.param(lambda: make("jpeg 10MB truncated")[1], id="no EOI"),
        pytest.param(lambda: make("png 10MB truncated")[1], id="no IEND"),
        pytest.param(lambda: make("png")[1][:33] + bytes(10_000_000), id="zeros"),
    ],
)
def test_ten_megabytes_of_damage_take_no_time(make_data: Callable[[], bytes]) -> None:
    data = make_data()
    start = time.process_time()
    assert inspect(data).damage
    assert time.process_time() - start < 2
