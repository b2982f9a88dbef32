"""An open dataset is mended as its file is: by the same fixes, in edits that touch little."""

import io
from collections.abc import Iterable

import pytest

from pictures import data_uri
from tunelint.config.settings import Settings
from tunelint.engine.fixing import safe_fix
from tunelint.engine.mending import Surroundings
from tunelint.engine.open_dataset import OpenDataset, Passage
from tunelint.engine.open_fixing import OpenFixing
from tunelint.engine.stream_fixing import StreamFixing
from tunelint.text.columns import Unit, decode, encode
from tunelint.text.edits import Edit, apply_edits

EXAMPLE = (
    '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}'
)
SHOUTED = EXAMPLE.replace('"user"', '"USER"').replace('"assistant"', '"Assistant"')
COMMA = EXAMPLE.replace('"Hi"}]}', '"Hi",}],}')
PRETTY = SHOUTED.replace("{", "{\n  ").replace("[", "[\n  ").replace(", ", ",\n  ")
GREY = EXAMPLE.replace(
    '"content": "Hi"}, ', '"content": [{"type": "image_url", "image_url": {"url": "URL"}}]}, '
).replace("URL", data_uri("png 8x8 L"))
FAULTY = [EXAMPLE, SHOUTED, "", COMMA, f"{EXAMPLE} {SHOUTED}", PRETTY, GREY, " ", EXAMPLE]


def checked(text: str, unit: Unit = Unit.UTF16) -> OpenDataset:
    dataset = OpenDataset(text, Settings(), unit)
    dataset.check(60.0)
    return dataset


def mended(dataset: OpenDataset) -> list[tuple[Passage, list[Edit]]]:
    fixing = OpenFixing(dataset, safe_fix, Surroundings())
    return [(faulty.passage, fixing.edits(faulty)) for faulty in fixing.faulty()]


def with_edits(dataset: OpenDataset, made: Iterable[tuple[Passage, list[Edit]]]) -> str:
    rows = [dataset.rows[number] for number in range(len(dataset.rows))]
    for passage, edits in made:
        rows[passage.first] = apply_edits(passage.text, edits)
        rows[passage.first + 1 : passage.last + 1] = [b""] * (passage.last - passage.first)
    return decode(b"".join(rows))


def as_file(text: str) -> str:
    """What `tunelint fix` makes of it."""
    fixing = StreamFixing(Settings(), Surroundings(), safe_fix)
    stream = fixing.fix(io.BytesIO(encode(text)), io.BytesIO).stream
    stream.seek(0)
    return decode(stream.read())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("unit", list(Unit))
def test_what_is_made_of_a_dataset_is_what_is_made_of_its_file(end: str, unit: Unit) -> None:
    text = end.join(FAULTY).replace("\n  ", f"{end}  ") + end
    dataset = checked(text, unit)
    made = with_edits(dataset, mended(dataset))
    assert made == as_file(text)
    assert mended(checked(made)) == []


def test_sound_rows_are_not_touched() -> None:
    dataset = checked(f"{EXAMPLE}\n{SHOUTED}\n{EXAMPLE}\n")
    assert [passage.first for passage, _ in mended(dataset)] == [1]


def test_two_faults_of_a_row_are_two_edits_and_not_what_lies_between() -> None:
    dataset = checked(SHOUTED)
    ((_, edits),) = mended(dataset)
    assert [edit.text for edit in edits] == [b"user", b"a"]


def test_only_what_is_wanted_is_mended() -> None:
    dataset = checked(f"{SHOUTED}\n\n{EXAMPLE}\n")
    fixing = OpenFixing(
        dataset,
        lambda found: safe_fix(found) if found.code == "blank-line" else None,
        Surroundings(),
    )
    made = [(faulty.passage, fixing.edits(faulty)) for faulty in fixing.faulty()]
    assert with_edits(dataset, made) == f"{SHOUTED}\n{EXAMPLE}\n"


def test_work_on_images_is_told_from_the_rest() -> None:
    dataset = checked(f"{SHOUTED}\n{GREY}\n")
    fixing = OpenFixing(dataset, safe_fix, Surroundings())
    assert [fixing.takes_long(faulty) for faulty in fixing.faulty()] == [False, True]


def test_many_fixes_of_a_long_row_are_told_from_a_few() -> None:
    image = '{"type": "image_url", "image_url": {"url": "https://e.com/", "detail": "HIGH"}}'
    few, many = (
        EXAMPLE.replace('"Hi"', f"[{', '.join([image] * times)}]", 1) for times in (10, 200)
    )
    fixing = OpenFixing(checked(f"{few}\n{many}\n"), safe_fix, Surroundings())
    assert [fixing.takes_long(faulty) for faulty in fixing.faulty()] == [False, True]


def test_many_rows_are_all_looked_at() -> None:
    dataset = checked(f"{EXAMPLE}\n{SHOUTED}\n" * 1500)
    assert [passage.first for passage, _ in mended(dataset)] == [*range(1, 3000, 2)]


def test_the_mark_at_the_beginning_stays() -> None:
    dataset = checked(f"\ufeff{SHOUTED}\n")
    ((passage, edits),) = mended(dataset)
    assert passage.text.startswith(b" ")
    assert all(edit.span.start > 0 for edit in edits)
