"""Two files that are used together: what they share, whatever is edited in which of them."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.config.settings import PartnerFile, Settings
from tunelint.dataset.method import Method
from tunelint.dataset.partner import Partner
from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.partner import partner_of, read_partner
from tunelint.engine.stream import StreamCheck
from tunelint.text.columns import Unit

CHAT = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "%s"}]}'
A, B, C = (CHAT % name for name in "ABC")
PREFERENCE = '{"input": {}, "preferred_output": [], "non_preferred_output": []}'
LINES = st.lists(st.sampled_from([A, A.replace(" ", ""), B, C, PREFERENCE, "{", "", "[1]"]))
VALIDATION = PartnerFile(Path("/data/validation.jsonl"), is_validation=True)
SELECTED = Settings(select=frozenset({"split-overlap", "mixed-formats"}))


def opened(text: str) -> OpenDataset:
    dataset = OpenDataset(text, SELECTED, Unit.UTF32)
    dataset.check(60)
    return dataset


def partner(text: str) -> Partner:
    return partner_of(VALIDATION, opened(text).summaries(), None)


def overlaps(dataset: OpenDataset) -> list[tuple[int, int]]:
    return [
        (row, placed.finding.related[0].row)
        for row, placed in dataset.worst_first()
        if placed.finding.code == "split-overlap"
    ]


@given(LINES, LINES, LINES, st.data())
def test_it_does_not_matter_when_they_meet(
    before: list[str], after: list[str], beside: list[str], data: st.DataObject
) -> None:
    other = partner("\n".join(beside))
    dataset = opened("\n".join(before))
    for _ in range(3):
        if data.draw(st.booleans()):
            dataset.meet(data.draw(st.sampled_from([other, None, partner(B)])))
        row = data.draw(st.integers(0, len(dataset.rows) - 1))
        dataset.edit((row, 0), (row + data.draw(st.integers(0, 2)), 1), "\n".join(after))
        if data.draw(st.booleans()):
            dataset.check(60)
    dataset.meet(other)
    dataset.check(60)
    text = dataset.rows.text()
    fresh = opened(text.decode())
    fresh.meet(other)
    assert [*dataset.worst_first()] == [*fresh.worst_first()]
    hits = StreamCheck(io.BytesIO(text), SELECTED, partner=other)
    assert sorted((row, placed.finding.code) for row, placed, *_ in hits) == sorted(
        (row, placed.finding.code) for row, placed in fresh.worst_first()
    )


def test_each_shared_example_points_at_its_first_row_in_the_other_file() -> None:
    dataset = opened(f"{B}\n{A}\n{A}\n")
    dataset.meet(partner(f"\n{C}\n{A}\n{A}\n"))
    assert overlaps(dataset) == [(1, 2), (2, 2)]
    dataset.meet(None)
    assert overlaps(dataset) == []


def test_no_row_is_checked_again_for_a_partner() -> None:
    dataset = opened(f"{A}\n{B}\n")
    dataset.meet(partner(B))
    assert dataset.is_checked
    assert overlaps(dataset) == [(1, 0)]


def test_other_settings_and_another_text_keep_the_partner() -> None:
    dataset = opened(f"{A}\n")
    dataset.meet(partner(B))
    dataset.configure(Settings(select=frozenset({"split-overlap"})))
    dataset.reset(f"{A}\n{B}\n")
    dataset.check(60)
    assert overlaps(dataset) == [(1, 0)]


@pytest.mark.parametrize(
    ("text", "planned", "method"),
    [
        (f"{A}\n{PREFERENCE}\n{PREFERENCE}", None, Method.PREFERENCE),
        (f"{A}\n{B}", Method.PREFERENCE, Method.PREFERENCE),
        ('{"prompt": "Hi", "completion": "Hello"}', None, None),
    ],
)
def test_a_file_is_read_as_it_is_when_it_is_open(
    tmp_path: Path, text: str, planned: Method | None, method: Method | None
) -> None:
    file = PartnerFile(tmp_path / "validation.jsonl", is_validation=True)
    file.path.write_text(f"\ufeff{text}", encoding="utf-8")
    read = read_partner(file, planned)
    assert read == partner_of(file, opened(f"\ufeff{text}").summaries(), planned)
    assert (read.path, read.is_validation, read.method) == (file.path, True, method)


def test_what_can_not_be_read_is_the_callers_business(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        read_partner(PartnerFile(tmp_path / "missing.jsonl", is_validation=True), None)
