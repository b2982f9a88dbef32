"""What is found in a view is what is found in its row, and a fix makes the same row from both."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import casefiles
from tunelint.assist.lines import read_line
from tunelint.assist.view.checking import IGNORED, OneExample, Siblings, settings_of_example
from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.pretty import pretty
from tunelint.assist.view.view import View
from tunelint.assist.view.writing import write
from tunelint.config.settings import Settings
from tunelint.engine.mending import CannotMend, Surroundings, edits_for
from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.placing import Placed
from tunelint.images import inspect
from tunelint.rules.fixes import Fix
from tunelint.text.columns import Unit, decode, encode
from tunelint.text.edits import Edit, apply_edits
from tunelint.text.rows import content, split_rows

FOLDER = Path(__file__).parents[1] / "cases" / "rules"
FILES = [pytest.param(path, id=path.stem) for path in sorted(FOLDER.glob("*.md"))]
MOST_ROWS = 100

TOLD_ONCE = {"missing-grader-fields", "mixed-formats", "unknown-format"}
"""The file tells of these once where many rows have them; to a view, its row is all there is."""


@pytest.mark.parametrize("path", FILES)
def test_views_say_what_their_rows_say(path: Path) -> None:
    for dataset, number, row in examples(path):
        view, _ = view_of(row)
        found, found_in_view = findings(dataset, number), findings(check(view, dataset), 0)
        expected = Counter(each for each in map(told, found) if each[0] not in IGNORED | TOLD_ONCE)
        seen = Counter(each for each in map(told, found_in_view) if each[0] not in TOLD_ONCE)
        assert seen == expected, row
        lines = [decode(content(line)) for line in split_rows(view.text)]
        for placed in found_in_view:
            start, end = view.positions(placed.start, placed.end)
            assert start < end, placed
            for line, column in (start, end):
                assert 0 <= column <= len(lines[line].encode("utf-16-le")) // 2


@pytest.mark.parametrize("path", FILES)
def test_a_fix_makes_the_same_of_a_view_and_of_its_row(path: Path) -> None:
    for dataset, number, row in examples(path):
        view, placeholders = view_of(row)
        for placed, twin in twins(findings(dataset, number), findings(check(view, dataset), 0)):
            for fix, other in zip(placed.finding.fixes, twin.finding.fixes, strict=True):
                fixed = mended(row, fix)
                if fixed is None or read_line(fixed) is None:
                    continue
                edits = edits_for(view.row, other, Surroundings())
                edited = apply_edits(view.text, view.edits(edits))
                assert apply_edits(row, write(row, edited, placeholders)) == fixed
                assert edited == pretty(fixed, placeholders)


def examples(path: Path) -> Iterator[tuple[OpenDataset, int, bytes]]:
    """The checked datasets of a case file, with the rows that can be shown as views."""
    for case in casefiles.read_cases(path):
        text = decode(b"".join(casefiles.rows_of(case)[:MOST_ROWS]))
        if not is_sound(text):
            continue
        dataset = checked(text, replace(casefiles.settings(case.info), inspect=inspect))
        for number in range(len(dataset.rows)):
            row = content(dataset.line(number))
            is_alone = dataset.passage(number).first == dataset.passage(number).last
            if is_alone and read_line(row) is not None:
                yield dataset, number, row


def is_sound(text: str) -> bool:
    """Whether an editor could hold the text."""
    try:
        encode(text).decode()
    except UnicodeError:
        return False
    return True


def checked(text: str, settings: Settings) -> OpenDataset:
    return in_full(OpenDataset(text, settings, Unit.UTF16))


def in_full(dataset: OpenDataset) -> OpenDataset:
    while not dataset.is_checked:
        dataset.check(1)
    return dataset


def check(view: View, dataset: OpenDataset) -> OpenDataset:
    one = OneExample(settings_of_example(dataset.settings, Siblings.of(dataset)), dataset.unit)
    one.show(view)
    return in_full(one)


def view_of(row: bytes) -> tuple[View, Placeholders]:
    placeholders = Placeholders()
    return View(pretty(row, placeholders), placeholders, Unit.UTF16), placeholders


def findings(dataset: OpenDataset, number: int) -> list[Placed]:
    return [placed for _, placed in dataset.findings_between(number, number)]


def twins(found: list[Placed], in_view: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """The findings that are the same in both, in order."""
    left = list(in_view)
    for placed in found:
        twin = next((each for each in left if told(each) == told(placed)), None)
        if twin:
            left.remove(twin)
            yield placed, twin


def told(placed: Placed) -> tuple[object, ...]:
    finding = placed.finding
    return finding.code, finding.path, finding.message, *(fix.title for fix in finding.fixes)


def mended(row: bytes, fix: Fix) -> bytes | None:
    """The row with a fix carried out, if it is one of this row alone."""
    edits: list[Edit] = []
    try:
        edits = edits_for(row, fix, Surroundings())
    except CannotMend:
        return None
    return None if fix.every_line else apply_edits(row, edits)
