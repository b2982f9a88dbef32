"""What editors are told of the structure and the sizes of datasets, as the case files have it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from cursorcases import CursorCase, read_cursor_cases, rewrite
from markedrows import marked, noted
from tunelint.assist.formatting import respaced
from tunelint.assist.hints import hints
from tunelint.assist.lenses import example_title, file_titles, rows_with_lenses
from tunelint.assist.links import links
from tunelint.assist.payloads import payloads
from tunelint.assist.references import definition, related
from tunelint.assist.selection import growing
from tunelint.assist.size import measure, total_tokens
from tunelint.assist.symbols import Outline, Symbol
from tunelint.text.columns import Unit
from tunelint.text.spacing import Spacing

FOLDER = Path(__file__).parents[1] / "cases"
UNIT = Unit.UTF16


def outlined(case: CursorCase) -> Iterator[str]:
    lines = case.dataset().lines()
    for number, symbol in enumerate(Outline(UNIT).symbols(lines), start=1):
        if symbol:
            yield f"{number} | {entry(symbol)}"
            yield from (f"    {entry(child)}" for child in symbol.children)


def entry(symbol: Symbol) -> str:
    return f"{symbol.kind.value} | {symbol.name} | {symbol.detail}".rstrip("| ")


def defined(case: CursorCase) -> Iterator[str]:
    dataset = case.dataset()
    if found := definition(dataset, case.place()):
        yield marked(dataset.line(found.row), [(found.start, found.end)])


def highlighted(case: CursorCase) -> Iterator[str]:
    dataset, place = case.dataset(), case.place()
    if found := related(dataset, place):
        yield marked(dataset.line(place[0]), [(each.start, each.end) for each in found])


def grown(case: CursorCase) -> Iterator[str]:
    dataset, place = case.dataset(), case.place()
    yield marked(dataset.line(place[0]), growing(dataset, place))


def linked(case: CursorCase) -> Iterator[str]:
    lines = case.dataset().lines()
    for link in islice(links(lines, UNIT, folder=None, workspace=()), 100):
        yield f"{marked(lines[link.row], [(link.start, link.end)])} | {link.target}"


def dimmed(case: CursorCase) -> Iterator[str]:
    for line in filter(None, case.dataset().lines()):
        yield marked(line, ((start, start + length) for start, length in payloads(line, UNIT)))


def hinted(case: CursorCase) -> Iterator[str]:
    dataset = case.dataset()
    for line in filter(None, dataset.lines()):
        found = hints(line, dataset.service, dataset.settings.fetched, UNIT)
        yield noted(line, [(hint.column, f"«{hint.label}»") for hint in found])


def sized(case: CursorCase) -> Iterator[str]:
    dataset = case.dataset()
    service, fetched = dataset.service, dataset.settings.fetched
    sizes = [measure(line, service, fetched) for line in dataset.lines()]
    yield from file_titles(dataset, total_tokens(sizes))
    for row in rows_with_lenses(dataset):
        size = sizes[row]
        yield f"{row + 1} | {example_title(size) if size else None}"


def spaced(case: CursorCase) -> Iterator[str]:
    spacing = Spacing(case.given("style"))
    for row in case.dataset().rows:
        text = row.rstrip(b"\n").decode().encode("utf-16-le")
        for start, end, new in reversed(list(respaced(row, spacing, UNIT))):
            text = text[: 2 * start] + new.encode("utf-16-le") + text[2 * end :]
        yield text.decode("utf-16-le")


SHOWN: dict[str, Callable[[CursorCase], Iterable[str]]] = {
    "symbols": outlined,
    "definition": defined,
    "highlight": highlighted,
    "selection": grown,
    "links": linked,
    "payloads": dimmed,
    "hints": hinted,
    "lenses": sized,
    "formatting": spaced,
}
FILES = [path for name in SHOWN for path in sorted((FOLDER / name).glob("*.md"))]
CASES = [
    pytest.param(SHOWN[path.parent.name], case, id=f"{path.parent.name}: {case.title}")
    for path in FILES
    for case in read_cursor_cases(path)
]


@pytest.fixture(scope="session", autouse=True)
def _update_case_files(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        for path in FILES:
            show = SHOWN[path.parent.name]
            rewrite(path, {case.first: list(show(case)) for case in read_cursor_cases(path)})
        pytest.exit("case files are rewritten; review the changes", returncode=1)


def test_each_kind_has_cases() -> None:
    assert {path.parent.name for path in FILES} == SHOWN.keys()


@pytest.mark.parametrize(("show", "case"), CASES)
def test_exactly_this_is_shown(
    show: Callable[[CursorCase], Iterable[str]], case: CursorCase
) -> None:
    assert list(show(case)) == case.expected
