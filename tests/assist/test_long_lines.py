"""A line of 10 MB is answered about as soon as a short one, for all that anybody notices."""

from collections.abc import Iterator
from time import process_time

import pytest

from pictures import data_uri
from tunelint.assist.formatting import respaced
from tunelint.assist.hints import hints
from tunelint.assist.links import links
from tunelint.assist.payloads import payloads
from tunelint.assist.references import definition, related
from tunelint.assist.selection import growing
from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.text.columns import Unit
from tunelint.text.spacing import Spacing

AT_ONCE = 0.25
"""Seconds, on a machine that is busy with something else."""

IMAGE = data_uri("jpeg 7.5MB")
LINE = (
    '{"messages": [{"role": "user", "content": [{"type": "text", "text": "😀"}, {"type": '
    '"image_url", "image_url": {"url": "IMAGE"}}, {"type": "image_url", "image_url": {"url": '
    '"https://a.example/b.png"}}]}, {"role": "assistant", "tool_calls": [{"id": "call_1"}]}, '
    '{"role": "tool", "tool_call_id":"call_1"}]}'
).replace("IMAGE", IMAGE)


def column(part: str) -> int:
    """Where a part of the line begins last; the emoji before it has two columns."""
    return LINE.rindex(part) + 1


@pytest.fixture(scope="module")
def dataset() -> OpenDataset:
    return OpenDataset(LINE, Settings(), Unit.UTF16)


@pytest.fixture(autouse=True)
def _at_once(dataset: OpenDataset) -> Iterator[None]:
    before = process_time()
    yield
    assert process_time() - before < AT_ONCE


def test_the_line_is_long() -> None:
    assert len(LINE) > 10_000_000


def test_a_selection_behind_the_payload_grows(dataset: OpenDataset) -> None:
    start = column("call_1")
    assert growing(dataset, (0, start + 2))[0] == (start, start + len("call_1"))


def test_a_selection_in_the_payload_grows(dataset: OpenDataset) -> None:
    start, end = growing(dataset, (0, 5_000_000))[0]
    assert end - start == len(IMAGE)


def test_a_result_leads_to_its_call(dataset: OpenDataset) -> None:
    place = (0, column("call_1"))
    found = definition(dataset, place)
    assert found
    assert found.start == column('"call_1"}]}, ')
    assert len(related(dataset, place)) == 2


def test_images_have_hints(dataset: OpenDataset) -> None:
    fetched = dataset.settings.fetched
    first, second = hints(dataset.line(0), dataset.service, fetched, Unit.UTF16)
    assert first.label.startswith("64x64 RGB")
    assert second.column == column('"https')


def test_the_payload_is_dimmed(dataset: OpenDataset) -> None:
    ((_, length),) = payloads(dataset.line(0), Unit.UTF16)
    assert length == len(IMAGE) - IMAGE.index(",") - 1


def test_urls_behind_the_payload_are_links(dataset: OpenDataset) -> None:
    (link,) = links(dataset.lines(), Unit.UTF16, None, ())
    assert link.start == column("https")


def test_formatting_leaves_the_payload_out(dataset: OpenDataset) -> None:
    (edit,) = respaced(dataset.line(0), Spacing.SPACED, Unit.UTF16)
    assert edit.text == ": "
