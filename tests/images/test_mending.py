"""A data URI is mended where only one reading of it exists."""

import base64

import pytest

from pictures import data_uri, make
from tunelint.images import DataUri, mended_data_uri, read_data_uri

PROPER = data_uri("png 3x3")
PAYLOAD = PROPER.partition(",")[2]
JPEG = data_uri("jpeg 9x9")
TRUNCATED = data_uri("png truncated").partition(",")[2]
PDF = data_uri("pdf").partition(",")[2]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(PAYLOAD, id="no prefix"),
        pytest.param(f"image/png;base64,{PAYLOAD}", id="no scheme"),
        pytest.param(f"base64,{PAYLOAD}", id="no scheme and no type"),
        pytest.param(f"image/jpeg;base64,{PAYLOAD}", id="no scheme and another type"),
        pytest.param(PROPER.rstrip("="), id="no padding"),
        pytest.param(PROPER + "=", id="too much padding"),
        pytest.param(PROPER[:40] + "\r\n" + PROPER[40:] + "\n", id="line ends"),
        pytest.param(PROPER.replace(",", ", "), id="a space behind the comma"),
        pytest.param(PROPER.replace(";", "; "), id="a space in the header"),
        pytest.param(PROPER.replace(";base64", ""), id="no base64"),
        pytest.param(PROPER.replace("image/png", ""), id="no type"),
        pytest.param(f"data:base64,{PAYLOAD}", id="no type at all"),
        pytest.param(PROPER.replace("image/png", "text/plain"), id="the type of no image"),
        pytest.param(f" {PAYLOAD[:30]} {PAYLOAD[30:]}".rstrip("="), id="all of it"),
    ],
)
def test_what_was_meant_is_written(url: str) -> None:
    assert mended_data_uri(url) == PROPER


def test_the_payload_for_the_test_is_padded() -> None:
    assert PAYLOAD.endswith("=")


def test_the_type_is_told_from_the_bytes_where_there_is_no_prefix() -> None:
    assert mended_data_uri(JPEG.partition(",")[2]) == JPEG


def test_the_declared_type_is_kept() -> None:
    spaced = PROPER.replace("image/png,", "image/jpg,").replace(",", ",\n")
    mended = mended_data_uri(spaced)
    assert mended
    uri = read_data_uri(mended)
    assert isinstance(uri, DataUri)
    assert uri.data == make("png 3x3")[1]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(PROPER[:-1] + "!", id="a foreign character"),
        pytest.param(PROPER[:50] + "=" + PROPER[50:], id="padding in the middle"),
        pytest.param("data:image/png;base64,AAAAA", id="a cut that no padding mends"),
        pytest.param("data:image/png,AAAA", id="no base64, and no image"),
        pytest.param("data:image/svg+xml;utf8,<svg/>", id="another encoding"),
        pytest.param("data:text/plain;base64,AAAA", id="no image"),
        pytest.param(f" data:image/png;base64,{TRUNCATED}", id="an image that is cut off"),
        pytest.param(f" data:image/png;base64,{PDF}", id="the type of an image, the bytes of none"),
        pytest.param("data:image/png;base64,", id="nothing"),
        pytest.param("base64," + base64.b64encode(b"Hello").decode(), id="bytes without a name"),
    ],
)
def test_what_is_not_sure_is_left_alone(url: str) -> None:
    assert mended_data_uri(url) is None
