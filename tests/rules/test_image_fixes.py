"""What the rules about images offer to do, and which of it they call safe."""

import io
from typing import Any

import orjson
import pytest

from pictures import data_uri
from tunelint.config.settings import Settings
from tunelint.engine.stream import StreamCheck
from tunelint.rules.fixes import (
    Change,
    ConvertImage,
    DeclareMediaType,
    EmbedFile,
    FirstFrame,
    Fix,
    MendDataUri,
    Move,
    Remove,
    SetValue,
    ShrinkImage,
)
from tunelint.text.edits import Kept

URL = "https://example.org/a.png"
IMAGE = {"type": "image_url", "image_url": {"url": URL}}
TEXT = {"type": "text", "text": "What is it?"}
CONTENT = ("messages", 0, "content")
PART = (*CONTENT, 0)
HELD = Kept((*PART, "image_url"))
URL_PATH = (*PART, "image_url", "url")


def fixes_of(code: str, *messages: tuple[str, Any]) -> list[Fix]:
    """The fixes of the one finding of that code."""
    example = {"messages": [{"role": role, "content": content} for role, content in messages]}
    checked = StreamCheck(io.BytesIO(orjson.dumps(example)), Settings())
    findings = [hit.placed.finding for hit in checked if hit.placed.finding.code == code]
    assert len(findings) == 1
    return list(findings[0].fixes)


def fixes_of_url(code: str, url: str) -> list[Fix]:
    part = {"type": "image_url", "image_url": {"url": url}}
    return fixes_of(code, ("user", [part]), ("assistant", "A cat."))


def fixes_of_part(code: str, part: object) -> list[Fix]:
    return fixes_of(code, ("user", [part]), ("assistant", "A cat."))


@pytest.mark.parametrize(
    ("code", "spec", "change", "safe"),
    [
        ("image-format", "gif", ConvertImage(URL_PATH), True),
        ("image-format", "gif animated", ConvertImage(URL_PATH), False),
        ("image-format", "bmp", ConvertImage(URL_PATH), True),
        ("image-format", "ico", ConvertImage(URL_PATH), True),
        ("image-format", "tiff", ConvertImage(URL_PATH), False),
        ("image-format", "avif", ConvertImage(URL_PATH), False),
        ("image-mode", "png L", ConvertImage(URL_PATH), True),
        ("image-mode", "jpeg L", ConvertImage(URL_PATH), True),
        ("image-mode", "png LA", ConvertImage(URL_PATH), True),
        ("image-mode", "png P", ConvertImage(URL_PATH), True),
        ("image-mode", "png 1", ConvertImage(URL_PATH), True),
        ("image-mode", "apng P", ConvertImage(URL_PATH), False),
        ("image-mode", "png I;16", ConvertImage(URL_PATH), False),
        ("image-mode", "jpeg CMYK", ConvertImage(URL_PATH), False),
        ("image-mode", "jpeg YCCK", ConvertImage(URL_PATH), False),
        ("image-too-large", "png 10.6MB", ShrinkImage(URL_PATH, 10_000_000), False),
        ("image-too-large", "png 10.2MB", ShrinkImage(URL_PATH, 10_000_000), False),
        ("animated-image", "apng", FirstFrame(URL_PATH), False),
        ("image-media-type-mismatch", "png as image/webp", None, True),
        ("image-media-type-alias", "jpeg as image/jpg", None, True),
    ],
)
def test_an_embedded_image(code: str, spec: str, change: Change | None, safe: bool) -> None:
    media_type = "image/png" if spec.startswith("png") else "image/jpeg"
    (fix,) = fixes_of_url(code, data_uri(spec))
    assert fix.changes == (change or DeclareMediaType(URL_PATH, media_type),)
    assert fix.safe is safe


@pytest.mark.parametrize("spec", ["heic", "svg", "pdf as image/png"])
def test_what_nothing_here_decodes_is_not_converted(spec: str) -> None:
    assert not fixes_of_url("image-format", data_uri(spec))


def test_a_data_uri_is_mended_where_that_is_enough() -> None:
    proper = data_uri("png")
    (fix,) = fixes_of_url("invalid-data-uri", proper.partition(",")[2])
    assert fix == Fix("Write it as a data URI", True, (MendDataUri(URL_PATH),))
    assert not fixes_of_url("invalid-data-uri", proper[:-8] + "!" + proper[-8:])


def test_a_local_file_can_be_embedded_and_a_bucket_can_not() -> None:
    (fix,) = fixes_of_url("unsupported-url-scheme", "images/a.png")
    assert fix == Fix("Embed the file", False, (EmbedFile(URL_PATH, 10 << 20),))
    assert not fixes_of_url("unsupported-url-scheme", "s3://bucket/a.png")


def test_http_becomes_https_though_nobody_knows_that_it_answers() -> None:
    (fix,) = fixes_of_url("insecure-url", "http://example.org/a.png?at=http://")
    assert not fix.safe
    assert fix.changes == (SetValue(URL_PATH, "https://example.org/a.png?at=http://"),)


def test_a_detail_moves_into_the_image_url_beside_it() -> None:
    (fix,) = fixes_of_part("misplaced-detail", {**IMAGE, "detail": "low"})
    inside = (*PART, "image_url", "detail")
    assert fix == Fix("Move inside image_url", True, (Move((*PART, "detail"), inside),))


@pytest.mark.parametrize(
    "part",
    [
        {"type": "image_url", "image_url": {"url": URL, "detail": "low"}, "detail": "high"},
        {**TEXT, "detail": "high"},
        {"type": "image_url", "image_url": URL, "detail": "high"},
    ],
)
def test_a_detail_with_no_place_to_go_stays(part: object) -> None:
    assert not fixes_of_part("misplaced-detail", part)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ({"type": "input_text", "text": "Hi"}, SetValue((*PART, "type"), "text")),
        ({"type": "image", "image_url": {"url": URL}}, SetValue((*PART, "type"), "image_url")),
        ({"type": "Image_URL", "image_url": {"url": URL}}, SetValue((*PART, "type"), "image_url")),
        (
            {"type": "input_image", "image_url": URL},
            SetValue(PART, {"type": "image_url", "image_url": {"url": HELD}}),
        ),
        (
            {"type": "input_image", "image_url": URL, "detail": "low"},
            SetValue(
                PART,
                {
                    "type": "image_url",
                    "image_url": {"url": HELD, "detail": Kept((*PART, "detail"))},
                },
            ),
        ),
    ],
)
def test_a_part_is_written_as_what_it_holds(part: object, change: Change) -> None:
    (fix,) = fixes_of_part("unknown-part-type", part)
    assert fix.changes == (change,)
    assert fix.safe


@pytest.mark.parametrize(
    "part",
    [
        {"type": "input_image", "file_id": "file-1"},
        {"type": "input_image", "image_url": URL, "name": "cat"},
        {"type": "input_text"},
        {"type": "input_audio", "text": "Hi"},
        {"type": "video", "text": "Hi"},
    ],
)
def test_a_part_that_holds_something_else_stays(part: object) -> None:
    assert not fixes_of_part("unknown-part-type", part)


class TestAnImageOfTheAssistant:
    PART = ("messages", 1, "content", 1)

    def test_goes_to_the_parts_of_the_user_before(self) -> None:
        move, remove = fixes_of(
            "assistant-image", ("user", [TEXT, IMAGE]), ("assistant", [TEXT, IMAGE])
        )
        assert move.changes == (Move(self.PART, (*CONTENT, 2)),)
        assert remove.changes == (Remove(self.PART),)
        assert not move.safe
        assert not remove.safe

    def test_makes_parts_of_a_text_of_the_user(self) -> None:
        move, _ = fixes_of("assistant-image", ("user", "Hi"), ("assistant", [TEXT, IMAGE]))
        parts = [{"type": "text", "text": Kept(CONTENT)}, Kept(self.PART)]
        assert move.changes == (SetValue(CONTENT, parts), Remove(self.PART))

    def test_stays_where_nothing_else_is_said(self) -> None:
        assert not fixes_of("assistant-image", ("user", "Hi"), ("assistant", [IMAGE]))

    def test_is_only_removed_where_no_user_speaks_before(self) -> None:
        (remove,) = fixes_of(
            "non-user-image", ("system", [TEXT, IMAGE]), ("user", "Hi"), ("assistant", "Hi")
        )
        assert remove.changes == (Remove((*CONTENT, 1)),)
