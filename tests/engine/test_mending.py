"""Images are mended in place, and files come from where they may come from only."""

from pathlib import Path

import orjson
import pytest

from pictures import data_uri, make
from tunelint.engine.mending import CannotMend, Surroundings, edits_for
from tunelint.images import DataUri, inspect, read_data_uri, to_data_uri
from tunelint.rules.fixes import (
    Change,
    ConvertImage,
    ConvertToChat,
    DeclareMediaType,
    EmbedFile,
    FirstFrame,
    Fix,
    FromPython,
    JoinLines,
    MendDataUri,
    Reencode,
    ReencodeFile,
    RemoveMark,
    ReplaceText,
    SetValue,
    ShrinkImage,
)
from tunelint.text.edits import apply_edits
from tunelint.text.rows import BYTE_ORDER_MARK
from tunelint.text.span import Span

URL_PATH = ("image_url", "url")
AROUND = Surroundings()


def row_of(url: str) -> bytes:
    return b'{"a\\u00e9" : 1.0, "image_url":{"url":%s }}\r\n' % orjson.dumps(url)


def mended(row: bytes, change: Change, around: Surroundings = AROUND) -> bytes:
    return apply_edits(row, edits_for(row, Fix("", False, (change,)), around))


def mended_url(url: str, change: Change, around: Surroundings = AROUND) -> str:
    """The new URL; nothing else of the row is another."""
    edited = mended(row_of(url), change, around)
    new: str = orjson.loads(edited)["image_url"]["url"]
    assert edited == row_of(new)
    return new


def image(url: str) -> DataUri:
    uri = read_data_uri(url)
    assert isinstance(uri, DataUri)
    return uri


@pytest.mark.parametrize("spec", ["png L", "png P", "jpeg CMYK", "gif", "bmp", "png I;16"])
def test_an_image_becomes_a_png(spec: str) -> None:
    converted = image(mended_url(data_uri(spec), ConvertImage(URL_PATH)))
    assert converted.media_type == "image/png"
    facts = inspect(converted.data)
    assert (facts.format, facts.mode, facts.damage) == ("PNG", "RGB", None)


@pytest.mark.parametrize("spec", ["apng", "webp animated"])
def test_an_animation_keeps_its_format_and_one_frame(spec: str) -> None:
    before = image(data_uri(spec))
    after = image(mended_url(data_uri(spec), FirstFrame(URL_PATH)))
    assert after.media_type == before.media_type
    assert inspect(before.data).animated
    assert not inspect(after.data).animated


def test_an_image_is_made_to_fit() -> None:
    url = data_uri("png 64x64")
    size = len(image(url).data)
    shrunk = image(mended_url(url, ShrinkImage(URL_PATH, size - 1)))
    assert len(shrunk.data) < size


def test_a_data_uri_declares_its_type_in_an_edit_of_few_bytes() -> None:
    row = row_of(data_uri("jpeg as image/jpg"))
    fix = Fix("", True, (DeclareMediaType(URL_PATH, "image/jpeg"),))
    (edit,) = edits_for(row, fix, AROUND)
    assert edit.text == b"e"
    assert apply_edits(row, [edit]) == row.replace(b"image/jpg", b"image/jpeg")


def test_a_data_uri_with_escapes_keeps_them_in_its_payload() -> None:
    row = row_of(data_uri("jpeg as image/jpg")).replace(b"/", b"\\/")
    edited = mended(row, DeclareMediaType(URL_PATH, "image/jpeg"))
    assert edited == row.replace(b"image\\/jpg", b"image/jpeg")
    odd = row.replace(b"jpg", b'j\\"')
    assert mended(odd, DeclareMediaType(URL_PATH, "image/jpeg")) == edited


def test_a_data_uri_is_written_as_it_was_meant() -> None:
    url = data_uri("png")
    for meant in (url.partition(",")[2], url.replace(",", ", "), url.rstrip("=")):
        assert mended_url(meant, MendDataUri(URL_PATH)) == url


def test_a_file_is_embedded_byte_for_byte(tmp_path: Path) -> None:
    _, data = make("jpeg 8x8")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a b.png").write_bytes(data)
    change = EmbedFile(URL_PATH, 1 << 20)
    embedded = mended_url("images/a b.png", change, Surroundings(tmp_path))
    assert embedded == to_data_uri("image/jpeg", data)


@pytest.mark.parametrize(
    ("change", "url", "message"),
    [
        (EmbedFile(URL_PATH, 1 << 20), "../secret.png", "outside the folder"),
        (EmbedFile(URL_PATH, 1 << 20), "missing.png", "can't be read"),
        (EmbedFile(URL_PATH, 10), "a.png", "images of up to 10 bytes"),
        (EmbedFile(("image_url", "urls"), 10), "a.png", "nothing at /image_url/urls"),
        (EmbedFile(("a\u00e9",), 10), "a.png", "no URL at"),
        (ConvertImage(URL_PATH), "https://example.org/a.png", "no data URI"),
        (ConvertImage(URL_PATH), data_uri("png truncated"), "is damaged"),
        (FirstFrame(URL_PATH), data_uri("gif"), "is no PNG or WEBP"),
        (ShrinkImage(URL_PATH, 3), data_uri("png 8x8"), "can't be made to fit"),
        (DeclareMediaType(URL_PATH, "image/png"), "a.png", "no data URI"),
        (MendDataUri(URL_PATH), "data:image/png;base64,!", "More is wrong"),
        (SetValue(("b", 0), 1), "", "nothing at /b/0"),
    ],
)
def test_what_cannot_be_done_is_told(
    tmp_path: Path, change: Change, url: str, message: str
) -> None:
    (tmp_path / "data").mkdir()
    for name in ("secret.png", "data/a.png"):
        (tmp_path / name).write_bytes(make("png 8x8")[1])
    with pytest.raises(CannotMend, match=message):
        mended(row_of(url), change, Surroundings(tmp_path / "data"))


def test_without_a_place_no_file_is_read() -> None:
    with pytest.raises(CannotMend, match="before the dataset is saved"):
        mended(row_of("a.png"), EmbedFile(URL_PATH, 10))


@pytest.mark.parametrize(
    ("row", "change", "expected"),
    [
        (b"{} {}\r\n", ReplaceText(Span(3, 3), "\n"), b"{}\r\n{}\r\n"),
        (b"{}{}", ReplaceText(Span(2, 2), "\n"), b"{}\n{}"),
        (b"{'a': (1, None)}\n", FromPython(), b'{"a": [1, null]}\n'),
        (b"{'a':1}\n", FromPython(), b'{"a":1}\n'),
        (b'{"a": "\xe9"}\n', Reencode("Windows-1252"), '{"a": "é"}\n'.encode()),
        (BYTE_ORDER_MARK + b"{}\n", RemoveMark(), b"{}\n"),
        (b"{\n}\n", JoinLines(), b"{}\n"),
    ],
)
def test_a_line_is_mended_as_text(row: bytes, change: Change, expected: bytes) -> None:
    assert mended(row, change) == expected


@pytest.mark.parametrize(
    ("row", "change", "message"),
    [
        (b"{'a': b}\n", FromPython(), "no literal of Python"),
        (b"{'a': {1}}\n", FromPython(), "no literal of Python"),
        (b"\x81\n", Reencode("Windows-1252"), "not Windows-1252 either"),
        (b"\xff\xfe{\x00", ReencodeFile("UTF-16"), "tunelint fix"),
        (b"{}\n", RemoveMark(), "without it"),
        (b'{"question": "?", "answer": ""}\n', ConvertToChat(), "no answer"),
        (b"{\n", ConvertToChat(), "no answer"),
    ],
)
def test_a_line_that_cannot_be_mended_says_why(row: bytes, change: Change, message: str) -> None:
    with pytest.raises(CannotMend, match=message):
        mended(row, change)
