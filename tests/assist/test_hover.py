"""What an editor shows under the pointer, in datasets of every kind and size."""

from time import perf_counter

from tunelint.assist.findings import touched
from tunelint.assist.hover import Hover, hover
from tunelint.assist.spot import spot_at
from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset, Position
from tunelint.text.columns import Unit

GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}'
BAD = GOOD.replace('"user"', '"usr"')


def checked(text: str) -> OpenDataset:
    dataset = OpenDataset(text, Settings(ignore=frozenset({"too-few-examples"})), Unit.UTF16)
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
    before = perf_counter()
    for row in range(1000):
        assert shown_at(dataset, (9 * row, BAD.index('"usr"')))
    assert perf_counter() - before < 1
