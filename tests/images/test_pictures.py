"""The factory of test pictures keeps its word."""

import base64

import pytest

from pictures import data_uri, make


@pytest.mark.parametrize(
    "spec", ["png", "jpeg YCCK", "webp animated", "avif", "pdf", "png 100KB", "gif animated"]
)
def test_the_same_words_make_the_same_bytes(spec: str) -> None:
    first = make(spec)
    make.cache_clear()
    assert make(spec) == first


@pytest.mark.parametrize("name", ["png", "apng", "jpeg", "webp", "webp alpha", "webp lossless"])
@pytest.mark.parametrize(
    ("size", "byte_size"),
    [("20KB", 20_000), ("10600000B", 10_600_000), ("10.2MB", 10_200_000), ("1MiB", 1 << 20)],
)
def test_a_padded_picture_has_the_size_asked_for(name: str, size: str, byte_size: int) -> None:
    assert len(make(f"{name} {size}")[1]) == byte_size


@pytest.mark.parametrize("missing", [4, 5, 65_537, 65_538, 65_540, 65_541, 131_075])
def test_a_jpeg_is_padded_to_the_byte(missing: int) -> None:
    size = len(make("jpeg")[1]) + missing
    assert len(make(f"jpeg {size}B")[1]) == size


def test_truncated_cuts_the_end_mark_or_keeps_a_share() -> None:
    whole = make("png")[1]
    assert make("png truncated")[1] == whole[:-12]
    assert make("png truncated=50%")[1] == whole[: len(whole) // 2]


def test_the_declared_media_type_may_be_another_one() -> None:
    assert make("png as image/jpeg") == ("image/jpeg", make("png")[1])
    media_type, data = make("webp")
    assert data_uri("webp") == f"data:{media_type};base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("png CMYK", "PNG has no mode CMYK"),
        ("jpeg RGBA", "JPEG has no mode RGBA"),
        ("jpeg interlaced", "JPEG knows no 'interlaced'"),
        ("tga", "there is no picture format 'tga'"),
        ("bmp 10MB", "a BMP can't be padded"),
        ("png 10B", "can't be padded to 10"),
    ],
)
def test_a_wish_that_has_no_picture_is_refused(spec: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make(spec)
