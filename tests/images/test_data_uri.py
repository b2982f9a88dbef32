"""Data URIs are decoded strictly, and the most telling fault is named where it is."""

import base64
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pictures import data_uri, make
from tunelint.images import (
    DataUri,
    DataUriFault,
    DataUriFaultKind,
    is_embedded,
    read_data_uri,
    to_data_uri,
    with_media_type,
)

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
MEDIA_TYPES = st.sampled_from(["image/png", "image/jpeg", "image/webp", "image/svg+xml"])


@given(data=st.binary(min_size=1, max_size=500), media_type=MEDIA_TYPES)
def test_what_is_encoded_is_read_back(data: bytes, media_type: str) -> None:
    url = f"data:{media_type};base64,{base64.b64encode(data).decode()}"
    assert is_embedded(url)
    assert read_data_uri(url) == DataUri(media_type, data)


@given(data=st.binary(min_size=1, max_size=500), media_type=MEDIA_TYPES)
def test_what_is_written_is_read_back(data: bytes, media_type: str) -> None:
    assert read_data_uri(to_data_uri(media_type, data)) == DataUri(media_type, data)


@pytest.mark.parametrize(
    ("url", "declared"),
    [
        ("data:image/jpg;base64,QUI=", "data:image/jpeg;base64,QUI="),
        ("DATA:IMAGE/JPG;charset=x;BASE64,Q,", "DATA:image/jpeg;charset=x;BASE64,Q,"),
        ("data:;base64,QUI=", "data:image/jpeg;base64,QUI="),
        ("data:image/png", "data:image/jpeg"),
    ],
)
def test_another_media_type_changes_nothing_else(url: str, declared: str) -> None:
    assert with_media_type(url, "image/jpeg") == declared


def test_what_is_no_data_uri_declares_nothing() -> None:
    with pytest.raises(ValueError, match="no data URI"):
        with_media_type("a.png", "image/jpeg")


@given(st.text(ALPHABET + "==\n -_%é", min_size=1, max_size=40))
@example("QQ==QQ==")
@example("QUI")
@example("=")
@example("Q")
@example("\ud800")
@example("0000=")
@example("0000====")
def test_the_payloads_that_the_standard_library_decodes_are_accepted(payload: str) -> None:
    result = read_data_uri(f"data:image/png;base64,{payload}")
    # Padding behind a complete group is refused, as it is by the standard library of newer Pythons.
    has_surplus = payload.endswith("=") and len(payload.rstrip("=")) % 4 == 0
    try:
        expected = None if has_surplus else base64.b64decode(payload, validate=True)
    except ValueError:
        expected = None
    if expected is None:
        assert isinstance(result, DataUriFault)
        assert result.offset == len("data:image/png;base64,") + len(payload) or result.found
    else:
        assert result == DataUri("image/png", expected)


@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    for url in (text, f"data:{text}", f"data:image/png{text}", f"data:image/png;base64,{text}"):
        is_embedded(url)
        result = read_data_uri(url)
        if isinstance(result, DataUriFault):
            assert url[result.offset :].startswith(result.found)


@pytest.mark.parametrize(
    "header",
    [
        "data:image/png;base64,",
        "DATA:image/png;base64,",
        "data:IMAGE/PNG;base64,",
        "data:image/png;BASE64,",
        "data:image/png;charset=utf-8;base64,",
        "data:image/png;a=b;c=;;base64,",
    ],
)
def test_a_legal_header_in_any_case_is_read(header: str) -> None:
    assert is_embedded(header + "QUI=")
    assert read_data_uri(header + "QUI=") == DataUri("image/png", b"AB")


@pytest.mark.parametrize(
    ("url", "kind", "offset", "found"),
    [
        ("data:text/plain;base64,QUI=", "NOT_AN_IMAGE", 5, "text/plain"),
        ("data:;base64,QUI=", "NOT_AN_IMAGE", 5, ""),
        ("data:,QUI=", "NOT_AN_IMAGE", 5, ""),
        ("data:", "NOT_AN_IMAGE", 5, ""),
        ("data:base64,QUI=", "NOT_AN_IMAGE", 5, "base64"),
        ("data:image/;base64,QUI=", "NOT_AN_IMAGE", 5, "image/"),
        ("data:application/pdf,x", "NOT_AN_IMAGE", 5, "application/pdf"),
        ("data:image/png,QUI=", "NOT_BASE64", 14, ""),
        ("data:image/svg+xml;utf8,<svg/>", "NOT_BASE64", 18, ";utf8"),
        ("data:image/png;base64;a=b,QUI=", "NOT_BASE64", 14, ";base64;a=b"),
        ("data:image/png;base64QUI=", "NOT_BASE64", 14, ";base64QUI="),
        ("data:image/png;base64,", "EMPTY", 21, ","),
        ("data:image/png;base64, \n", "EMPTY", 21, ","),
        ("data:image/png;base64", "EMPTY", 21, ""),
        ("data:image/png; base64,QUI=", "WHITESPACE", 15, " "),
        (" data:image/png;base64,QUI=", "WHITESPACE", 0, " "),
        ("data:image/png;base64, QUI=", "WHITESPACE", 22, " "),
        ("data:image/png;base64,QUI=\n", "WHITESPACE", 26, "\n"),
        ("data:image/png;base64,QU\r\nI=", "WHITESPACE", 24, "\r"),
        ("data:image/png;base64,QU-I", "BAD_CHARACTER", 24, "-"),
        ("data:image/png;base64,Q_I=", "BAD_CHARACTER", 23, "_"),
        ("data:image/png;base64,QU%2B", "BAD_CHARACTER", 24, "%"),
        ("data:image/png;base64,Q U\n-I", "BAD_CHARACTER", 26, "-"),
        ("data:image/png;base64,QUé=", "BAD_CHARACTER", 24, "é"),
        ("data:image/png;base64,QUI", "BAD_PADDING", 25, ""),
        ("data:image/png;base64,QUJDR", "BAD_PADDING", 27, ""),
        ("data:image/png;base64,QQ=", "BAD_PADDING", 24, "="),
        ("data:image/png;base64,QUI==", "BAD_PADDING", 25, "=="),
        ("data:image/png;base64,QQ==QUI=", "BAD_PADDING", 24, "==QUI="),
        ("iVBORw0KGgoAAAANSUhEUg", "NO_PREFIX", 0, "iVBORw0KGgo"),
        ("image/png;base64,iVBORw0KGgo", "NO_PREFIX", 0, "image/png;base64,"),
    ],
)
def test_the_fault_is_named_where_it_is(url: str, kind: str, offset: int, found: str) -> None:
    assert is_embedded(url)
    assert read_data_uri(url) == DataUriFault(DataUriFaultKind[kind], offset, found)


@pytest.mark.parametrize(
    "spec", ["png", "jpeg", "jpeg exif60k", "webp", "webp alpha", "gif 1x1", "bmp", "svg"]
)
def test_bare_base64_of_an_image_is_meant_to_be_embedded(spec: str) -> None:
    assert is_embedded(base64.b64encode(make(spec)[1]).decode())


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.com/data:image/png;base64,QUI=",
        "http://example.com/iVBORw0KGgo.png",
        "images/1.png",
        "/9j/cat.jpg",
        "Qk1.bmp",
        "UklGRi.webp",
        "database64,",
        "file:///data:",
        "{image}",
    ],
)
def test_an_address_or_a_path_is_not_embedded(url: str) -> None:
    assert not is_embedded(url)


def test_thirty_megabytes_with_any_fault_take_no_time() -> None:
    sound = data_uri("png 22.5MB")
    payload = sound.partition(",")[2]
    start = time.process_time()
    for url in (sound, sound + "\n", sound + "=", sound[:-2] + "-=", payload, f"data:{payload}"):
        is_embedded(url)
        read_data_uri(url)
    assert time.process_time() - start < 10
