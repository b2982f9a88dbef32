"""Thumbnails are small in pixels and in characters, whatever the image is."""

import io
import os

import pybase64
import pytest
from PIL import Image

import pictures
from tunelint.images import inspect
from tunelint.images.thumbnail import LARGE, REMEMBERED, SMALL, Bounds, Thumbnails, thumbnail

SIDE = SMALL.side


def made(data: bytes, bounds: Bounds = SMALL) -> Image.Image:
    uri = thumbnail(data, inspect(data), bounds)
    assert uri
    assert len(uri) <= bounds.characters
    image = Image.open(io.BytesIO(pybase64.b64decode(uri.partition(",")[2])))
    assert uri.startswith(f"data:{image.get_format_mimetype()};base64,")
    return image


@pytest.mark.parametrize(
    ("spec", "size"),
    [
        ("png 1024x512", (SIDE, SIDE // 2)),
        ("jpeg 300x3000", (26, SIDE)),
        ("png 20x10", (20, 10)),
        ("webp 512x512 animated", (SIDE, SIDE)),
        ("gif 512x512", (SIDE, SIDE)),
        ("jpeg 512x512 CMYK", (SIDE, SIDE)),
        ("png 600x600 I;16", (SIDE, SIDE)),
        ("png 600x600 P", (SIDE, SIDE)),
    ],
)
def test_an_image_is_made_to_fit_into_a_square(spec: str, size: tuple[int, int]) -> None:
    assert made(pictures.make(spec)[1]).size == size


def test_transparency_is_kept() -> None:
    image = made(pictures.make("png 512x512 RGBA")[1])
    assert (image.format, image.mode) == ("PNG", "RGBA")


@pytest.mark.parametrize("bounds", [SMALL, LARGE])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_noise_is_made_to_fit_in_characters(mode: str, bounds: Bounds) -> None:
    size = (bounds.side, bounds.side)
    noise = Image.frombytes(mode, size, os.urandom(bounds.side**2 * len(mode)))
    stream = io.BytesIO()
    noise.save(stream, "PNG")
    copy = made(stream.getvalue(), bounds)
    assert (copy.format, copy.size) == ("JPEG", size)


def test_a_picture_of_too_many_pixels_is_not_decoded() -> None:
    stream = io.BytesIO()
    Image.new("L", (6000, 5000)).save(stream, "PNG")
    data = stream.getvalue()
    assert thumbnail(data, inspect(data)) is None


@pytest.mark.parametrize("spec", ["png truncated", "svg", "pdf", "heic"])
def test_what_can_not_be_decoded_has_no_thumbnail(spec: str) -> None:
    data = pictures.make(spec)[1]
    assert thumbnail(data, inspect(data)) is None


def test_a_thumbnail_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(
        "tunelint.images.thumbnail.thumbnail", lambda data, facts, bounds: calls.append(data)
    )
    thumbnails = Thumbnails()
    facts = inspect(b"")
    for number in (0, 0, *range(1, REMEMBERED), 0):
        thumbnails.of(bytes([number]), facts)
    assert len(calls) == REMEMBERED
    for number in (REMEMBERED, 0, 1):
        thumbnails.of(bytes([number]), facts)
    assert calls[REMEMBERED:] == [bytes([REMEMBERED]), b"\1"], "the one not seen longest goes"
