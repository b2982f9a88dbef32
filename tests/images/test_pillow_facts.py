"""Where headers leave a doubt, Pillow decides: rarer formats by name, damage by decoding."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from picture_bytes import png_chunk, png_without_pixels
from pictures import MODES, WORDS, make
from tunelint.images import inspect, inspect_fully

SOUND = [
    f"{name} 20x20 {mode} {word}"
    for name, modes in MODES.items()
    for mode in sorted(modes)
    for word in ("", *sorted(WORDS[name]))
]


def written(image: Image.Image, name: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, name)
    return stream.getvalue()


@pytest.mark.parametrize("spec", SOUND)
def test_a_sound_image_decodes(spec: str) -> None:
    data = make(spec)[1]
    assert inspect_fully(data) == inspect(data)
    assert not inspect(data).damage


@pytest.mark.parametrize(
    "spec",
    ["png", "png interlaced", "png P", "jpeg progressive", "webp", "webp lossless", "webp alpha"],
)
def test_damage_in_the_middle_is_found_by_decoding_alone(spec: str) -> None:
    data = make(f"{spec} damaged")[1]
    assert inspect(data).damage is None
    assert inspect_fully(data).damage == "its pixels can't be decoded"


def test_a_wrong_checksum_is_damage_though_pillow_shows_the_picture() -> None:
    data = make("png")[1]
    end_of_pixels = len(data) - 12
    broken = data[: end_of_pixels - 4] + b"\0\0\0\0" + data[end_of_pixels:]
    Image.open(io.BytesIO(broken)).load()
    assert inspect(broken).damage is None
    assert inspect_fully(broken).damage == "the checksum of a chunk is wrong"


def test_no_pixels_in_the_stream_are_damage() -> None:
    assert inspect_fully(png_without_pixels(8, 8)).damage == "its pixels can't be decoded"


def test_what_headers_say_of_damage_is_not_said_in_other_words() -> None:
    data = make("png truncated")[1]
    assert inspect_fully(data) == inspect(data)


def test_a_picture_beyond_the_pixel_limit_is_not_decoded() -> None:
    assert inspect_fully(png_without_pixels(60_000, 60_000)).damage is None


def test_what_pillow_only_warns_of_is_no_damage() -> None:
    data = make("png")[1]
    no_frames = data[:33] + png_chunk(b"acTL", bytes(8)) + data[33:]
    with pytest.warns(match="Invalid APNG"):
        Image.open(io.BytesIO(no_frames)).load()
    assert inspect_fully(no_frames).damage is None


@pytest.mark.parametrize("name", ["PPM", "ICNS", "PCX", "DDS", "SGI"])
def test_rarer_formats_are_told_by_name(name: str) -> None:
    assert inspect(written(Image.new("RGB", (16, 16)), name)).format == name


@pytest.mark.parametrize("data", [b"", b"Hello", b"P6\n", bytes(100_000), b"<html>" * 100])
def test_what_is_no_image_has_no_name(data: bytes) -> None:
    assert inspect(data).format is None


def test_pillow_is_imported_when_there_is_a_doubt_and_not_before() -> None:
    script = "import sys, tunelint.images; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"
