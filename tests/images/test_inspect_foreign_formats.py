"""Formats that no service takes are recognised by name, and by little else."""

import io
import struct
import time

import pytest
from PIL import Image

from pictures import MEDIA_TYPES, make
from tunelint.images import inspect


@pytest.mark.parametrize("name", ["gif", "bmp", "tiff", "avif", "heic", "svg", "ico", "pdf"])
def test_a_foreign_format_is_named(name: str) -> None:
    facts = inspect(make(name)[1])
    assert facts.format == name.upper()
    assert facts.media_type == MEDIA_TYPES[name]
    assert facts.mode is None
    assert not facts.animated
    assert facts.damage is None


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("JPEG 2000", b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
        ("JPEG 2000", b"\xff\x4f\xff\x51", "image/jp2"),
        ("JPEG XL", b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
        ("JPEG XL", b"\xff\x0a", "image/jxl"),
        ("PSD", b"8BPS\0\1", "image/vnd.adobe.photoshop"),
        ("TIFF", b"MM\0*", "image/tiff"),
        ("TIFF", b"MM\0+", "image/tiff"),
        ("TIFF", b"II+\0", "image/tiff"),
        ("AVIF", b"\0\0\0\x1cftypmif1\0\0\0\0mif1miafavif", "image/avif"),
        ("AVIF", b"\0\0\0\x14ftypavis\0\0\0\0avif", "image/avif"),
        ("HEIC", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"),
        ("HEIC", b"\0\0\0\x14ftyphevc\0\0\0\0hevc", "image/heic"),
        (None, b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", None),
        (None, b"", None),
        (None, b"BM, a letter begins", None),
        (None, b"RIFF\x24\0\0\0WAVEfmt ", None),
    ],
)
def test_a_signature_tells_the_format(
    name: str | None, data: bytes, media_type: str | None
) -> None:
    assert (inspect(data).format, inspect(data).media_type) == (name, media_type)


@pytest.mark.parametrize("spec", ["gif 7x5", "gif 300x2", "bmp 7x5", "bmp 300x2"])
def test_the_size_of_gif_and_bmp_is_read(spec: str) -> None:
    data = make(spec)[1]
    with Image.open(io.BytesIO(data)) as image:
        assert (inspect(data).width, inspect(data).height) == image.size


def test_the_oldest_bmp_header_has_a_size_of_16_bits() -> None:
    data = b"BM" + bytes(12) + struct.pack("<IHHHH", 12, 7, 5, 1, 24)
    assert (inspect(data).width, inspect(data).height) == (7, 5)


def test_a_bmp_from_the_top_down_has_a_positive_height() -> None:
    data = make("bmp 7x5")[1]
    assert inspect(data[:22] + struct.pack("<i", -5) + data[26:]).height == 5


def test_a_gif_is_animated_from_its_second_frame_on() -> None:
    assert inspect(make("gif animated")[1]).animated
    assert not inspect(make("gif")[1]).animated
    assert not inspect(make("gif truncated=60%")[1]).animated


@pytest.mark.parametrize("spec", ["gif", "bmp"])
def test_a_foreign_header_that_is_cut_off_is_damage(spec: str) -> None:
    facts = inspect(make(spec)[1][:9] if spec == "gif" else make(spec)[1][:20])
    assert facts.damage == "it ends inside its header"


@pytest.mark.parametrize(
    "prologue",
    [
        "",
        "\ufeff",
        "\n\t",
        '<?xml version="1.0"?>\n<!-- <b> -->\n',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n',
        '<?xml version="1.0"?><!DOCTYPE svg [ <!ENTITY a "b"> ]>\n<!-- two --><!-- comments -->',
    ],
)
def test_svg_is_recognised_behind_its_prologue(prologue: str) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert inspect((prologue + svg).encode()).format == "SVG"


@pytest.mark.parametrize(
    "page", [b"<html><svg></svg></html>", b"<!DOCTYPE html><svg>", b"<!-- <svg> -->", b"<svgs>"]
)
def test_a_page_that_mentions_svg_is_none(page: bytes) -> None:
    assert inspect(page).format is None


def test_an_endless_prologue_takes_no_time() -> None:
    start = time.process_time()
    assert inspect(b"<!---->" * 1_000_000 + b"x").format is None
    assert time.process_time() - start < 2
