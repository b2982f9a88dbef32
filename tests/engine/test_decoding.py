"""What decoding an image tells reaches the findings of the rows that hold it."""

from dataclasses import replace

from pictures import data_uri, make
from tunelint.config.settings import Settings
from tunelint.engine.decoding import Decoding
from tunelint.engine.open_dataset import OpenDataset
from tunelint.text.columns import Unit

DAMAGED = make("png damaged")[1]


def row(url: str) -> str:
    return (
        '{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "'
        f'{url}"}}}}]}}, {{"role": "assistant", "content": "A gradient."}}]}}\n'
    )


def test_each_image_waits_once_and_never_again() -> None:
    images = Decoding()
    for _ in range(3):
        images.inspect(DAMAGED)
    assert images.take() == DAMAGED
    assert not images.has_waiting
    images.inspect(DAMAGED)
    assert not images.has_waiting


def test_what_headers_settle_does_not_wait() -> None:
    images = Decoding()
    for spec in ("png truncated", "gif", "heic"):
        images.inspect(make(spec)[1])
    assert not images.has_waiting


def test_what_was_learned_is_told_from_then_on() -> None:
    images = Decoding()
    assert images.inspect(DAMAGED).damage is None
    images.learn(images.take(), "it is torn")
    assert images.inspect(DAMAGED) == replace(images.inspect(DAMAGED), damage="it is torn")
    assert images.inspect(make("png")[1]).damage is None


def test_rows_with_images_are_checked_again_and_others_are_not() -> None:
    images = Decoding()
    text = "".join(row(data_uri(spec)) for spec in ("png", "png damaged", "jpeg")) + "[]\n"
    dataset = OpenDataset(text, Settings(inspect=images.inspect), Unit.UTF16)
    dataset.check(60)
    before = dataset.counts
    assert {code for code, _ in before} >= {"not-an-object"}
    while images.has_waiting:
        data = images.take()
        if data == DAMAGED:
            images.learn(data, "it is torn")
    dataset.look_again()
    assert not dataset.is_checked
    dataset.check(60)
    found = [(number, placed.finding) for number, placed in dataset.worst_first()]
    torn = [
        (number, finding.message) for number, finding in found if finding.code == "image-corrupt"
    ]
    assert torn == [(1, "PNG image is damaged: it is torn. The service skips this image.")]
    assert dataset.counts.total() == before.total() + 1


def test_without_images_there_is_nothing_to_check_again() -> None:
    dataset = OpenDataset("[]\n", Settings(), Unit.UTF16)
    dataset.check(60)
    dataset.look_again()
    assert dataset.is_checked
