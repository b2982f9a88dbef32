"""What an editor shows under the pointer, in datasets of every kind and size."""

from dataclasses import replace
from time import process_time

import pytest

from pictures import make
from tunelint.assist.findings import touched
from tunelint.assist.hover import Hover, hover
from tunelint.assist.spot import spot_at
from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.images import FetchedFacts, inspect
from tunelint.text.columns import Unit
from tunelint.text.replacing import Position

GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}'
BAD = GOOD.replace('"user"', '"usr"')
IMAGE = GOOD.replace(
    '"Hi"', '[{"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}]', 1
)
SETTINGS = Settings(ignore=frozenset({"too-few-examples"}))


def checked(text: str, settings: Settings = SETTINGS) -> OpenDataset:
    dataset = OpenDataset(text, settings, Unit.UTF16)
    while not dataset.is_checked:
        dataset.check(seconds=60)
    return dataset


def shown_at(dataset: OpenDataset, place: Position) -> Hover | None:
    spot = spot_at(dataset, place)
    return spot and hover(spot, lambda _: None)


def codes(dataset: OpenDataset, start: Position, end: Position) -> list[str]:
    return [placed.finding.code for _, placed in touched(dataset, start, end)]


def test_a_page_is_shown_once_and_belongs_to_the_narrowest_highlight() -> None:
    dataset = checked(GOOD.replace('"role": "user", "content": "Hi"', '"role": "usr"'))
    place = (0, GOOD.index('"user"'))
    shown = shown_at(dataset, place)
    assert shown
    assert shown.text.startswith("### ")
    assert shown.text.count("### unknown-role\n") == 1
    assert (shown.start, shown.end) == (place[1], place[1] + len('"usr"'))


def test_what_a_line_has_only_beside_others_is_shown_where_it_is_published() -> None:
    dataset = checked(f"{GOOD}\n{GOOD}\n")
    shown = shown_at(dataset, (1, 0))
    assert shown
    assert shown.text.startswith("### duplicate-example\n")
    assert shown_at(dataset, (0, 0)) is None


def test_the_rows_of_one_value_are_not_judged_apart() -> None:
    dataset = checked('{\n"messages": 1\n}\n')
    assert codes(dataset, (0, 0), (3, 0)) == ["multiline-json"]


def test_a_range_touches_what_it_meets_at_its_ends() -> None:
    dataset = checked(f"{BAD}\n{GOOD.replace('Hi', 'Yes')}\n{BAD.replace('Hi', 'No')}")
    start, end = BAD.index('"usr"'), BAD.index('"usr"') + len('"usr"')
    assert codes(dataset, (0, end), (2, start)) == ["unknown-role"] * 2
    assert codes(dataset, (0, end + 1), (2, start - 1)) == []


def test_a_place_in_a_large_dataset_is_found_at_once() -> None:
    lines = [BAD.replace("Hi", f"Hi {number}") for number in range(10_000)]
    dataset = checked("\n".join(lines))
    shown_at(dataset, (0, 0))
    before = process_time()
    for row in range(1000):
        assert shown_at(dataset, (9 * row, BAD.index('"usr"')))
    assert process_time() - before < 1


def test_an_image_that_was_fetched_is_told_of_by_its_bytes_too() -> None:
    known = {"https://example.org/a.png": FetchedFacts(inspect(make("png 1024x512 L")[1]))}
    dataset = checked(IMAGE, replace(SETTINGS, fetched=known.get))
    shown = shown_at(dataset, (0, IMAGE.index("image_url")))
    assert shown
    assert shown.remote == "https://example.org/a.png"
    origin, facts, tokens, fault = shown.text.split("\n---\n\n")[1].rstrip().split("\n\n")
    assert origin == "Image on `example.org`."
    assert facts.startswith("**PNG**, L, 1024x512 pixels, ")
    assert "high: 425 tokens (1024x512)" in tokens
    assert fault.startswith("- ")


@pytest.mark.parametrize(
    "host",
    ["a`![](https&colon;&sol;&sol;e.org&sol;b)`", "a\\n\\n![](https&colon;&sol;&sol;e.org&sol;b)"],
)
def test_a_host_is_no_picture(host: str) -> None:
    dataset = checked(IMAGE.replace("example.org", host))
    shown = shown_at(dataset, (0, IMAGE.index("https")))
    assert shown
    assert "![" not in shown.text.replace(r"!\[", "")


def test_what_a_message_quotes_is_no_picture_and_no_link() -> None:
    detail = '"url": "https://example.org/a.png", "detail": "![](https://e.org/b)"'
    dataset = checked(IMAGE.replace('"url": "https://example.org/a.png"', detail))
    shown = shown_at(dataset, (0, IMAGE.index("https")))
    assert shown
    assert r"!\[](https://e.org/b)" in shown.text
    assert "![](" not in shown.text
