"""Whatever bytes come, conversion makes a sound image of them or refuses."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pictures import make
from tunelint.images import inspect
from tunelint.images.conversion import Converted, convert_to_png, first_frame, shrink
from tunelint.images.pixels import ConversionFailed

SPECS = [
    "png 9x9 P",
    "png 9x9 I;16",
    "png 9x9 interlaced",
    "apng 9x9",
    "jpeg 9x9",
    "jpeg 9x9 CMYK progressive",
    "webp 9x9",
    "webp 9x9 lossless alpha",
    "webp 9x9 animated",
    "gif 9x9 animated",
    "bmp 9x9",
    "tiff 9x9",
    "ico",
    "avif 9x9",
]
WAYS: list[Callable[[bytes], Converted]] = [
    convert_to_png,
    first_frame,
    lambda data: shrink(data, len(data) // 2),
]


def attempt(way: Callable[[bytes], Converted], data: bytes) -> None:
    try:
        converted = way(data)
    except ConversionFailed:
        return
    assert inspect(converted.data).damage is None
    assert converted.after.format in ("PNG", "JPEG", "WEBP")


@settings(max_examples=200)
@given(spec=st.sampled_from(SPECS), way=st.sampled_from(WAYS), share=st.floats(0, 1))
def test_a_cut_image_is_converted_or_refused(
    spec: str, way: Callable[[bytes], Converted], share: float
) -> None:
    data = make(spec)[1]
    attempt(way, data[: max(1, int(len(data) * share))])


@settings(max_examples=400)
@given(
    spec=st.sampled_from(SPECS),
    way=st.sampled_from(WAYS),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1),
)
def test_a_changed_image_is_converted_or_refused(
    spec: str, way: Callable[[bytes], Converted], flips: list[tuple[float, int]]
) -> None:
    data = bytearray(make(spec)[1])
    for place, flip in flips:
        data[int(place * len(data))] ^= flip
    attempt(way, bytes(data))


@given(data=st.binary(min_size=1, max_size=200))
def test_bytes_of_anything_are_converted_or_refused(data: bytes) -> None:
    for way in WAYS:
        attempt(way, data)
