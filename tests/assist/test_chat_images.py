"""The images of a chat: drawn, or told why not."""

from chats import ANSWER, URL, codes, drawn, image, parts
from pictures import data_uri
from tunelint.assist.chat.shown import Picture
from tunelint.config.settings import Settings
from tunelint.images import FetchedFacts, inspect


def test_an_embedded_image_is_shown_with_what_is_known_of_it() -> None:
    (shown,) = parts(image(data_uri("png 64x64"), detail="low"))
    assert shown == Picture(
        "data:,", "PNG, RGB, 64x64 pixels, 176 bytes, 85 tokens, low detail", "", "", False, ()
    )


def test_what_is_wrong_with_an_image_stands_at_it_and_nowhere_else() -> None:
    example = {
        "messages": [
            {"role": "user", "content": [image(data_uri("png LA")), image("data:image/png,x")]},
            ANSWER,
        ]
    }
    shown = drawn(example)
    asked = shown.blocks[0].messages[0]
    assert [codes(part) for part in asked.parts] == [["image-mode"], ["invalid-data-uri"]]
    assert asked.parts[1].missing == "This image can't be shown."  # type: ignore[union-attr]
    assert codes(asked) == []
    assert "image-mode" not in codes(shown)
    assert shown.findings["error"] >= 2


def test_an_image_by_url_is_shown_as_far_as_it_was_fetched() -> None:
    (unknown,) = parts(image(URL))
    assert (unknown.src, unknown.url, unknown.fetchable) == (None, URL, True)
    assert unknown.missing == "This image was not fetched."
    facts = FetchedFacts(inspect(b"GIF89a"))
    fetched = Settings(fetched=lambda url: facts if url == URL else None)
    example = {"messages": [{"role": "user", "content": [image(URL), image("cat.png")]}, ANSWER]}
    known, local = drawn(example, fetched).blocks[0].messages[0].parts
    assert known.missing == "This image was checked; its picture is not kept."  # type: ignore[union-attr]
    assert known.label.startswith("GIF, ")  # type: ignore[union-attr]
    assert (local.url, local.fetchable) == ("cat.png", False)  # type: ignore[union-attr]
