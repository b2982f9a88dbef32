"""Mends an open dataset as `tunelint fix` mends its file, beginning with what is found already."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import orjson

from tunelint.dataset.foreign import foreign_format
from tunelint.dataset.method import Method, method_of_example, method_of_file
from tunelint.engine.asking import Asking
from tunelint.engine.fixing import LineFixer, Wanted
from tunelint.engine.line import LineChecker
from tunelint.engine.mending import Surroundings
from tunelint.engine.open_dataset import OpenDataset, Passage
from tunelint.engine.placing import Placed
from tunelint.images import inspect
from tunelint.rules.fixes import ConvertImage, EmbedFile, FirstFrame, Fix, ShrinkImage
from tunelint.text.edits import Edit, apply_edits
from tunelint.text.rows import split_rows

ON_PIXELS = (ConvertImage, EmbedFile, FirstFrame, ShrinkImage)
LONG = 1 << 20
"""Bytes. To walk them takes a moment, be it once or once for each fix."""

ROWS_AT_ONCE = 1000

Made = tuple[Passage, list[Edit]]
"""A passage, and the edits that are made of it."""


class Faulty(NamedTuple):
    """A passage with findings that are to be mended."""

    passage: Passage
    findings: list[Placed]


class OpenFixing:
    """Mends all that is wanted, passage by passage, so that others have their turn in between.

    What `faulty` gives is of the dataset as it is. `edits` touches it no more, and so may run
    beside it.
    """

    def __init__(self, dataset: OpenDataset, wanted: Wanted, around: Surroundings) -> None:
        self._dataset = dataset
        self._wanted = wanted
        self._method = dataset.method
        # Whatever looks at images for the dataset is not to be asked from elsewhere.
        asking = Asking(replace(dataset.settings, inspect=inspect))
        self._fixer = LineFixer(LineChecker(asking, dataset.unit), around, wanted)

    def faulty(self) -> Iterator[Faulty]:
        """The passages with something to mend, looked for as they are asked for."""
        dataset = self._dataset
        for first in range(0, len(dataset.rows), ROWS_AT_ONCE):
            found: dict[int, list[Placed]] = {}
            for row, placed in dataset.findings_between(first, first + ROWS_AT_ONCE - 1):
                if self._wanted(placed.finding):
                    found.setdefault(row, []).append(placed)
            for row, findings in found.items():
                yield Faulty(dataset.passage(row), findings)

    def edits(self, faulty: Faulty) -> list[Edit]:
        """The edits that mend a passage."""
        return self._fixer.fix(faulty.passage.text, faulty.findings, self._method).edits

    def changes_method(self, made: list[Made]) -> bool:
        """Whether the file, with these edits made, is for another method than before."""
        methods = self._dataset.methods
        if self._dataset.settings.method or 2 * _rows_moved(made) < _lead(methods):
            return False
        for passage, edits in made:
            methods.subtract(_methods(passage.text))
            methods.update(_methods(apply_edits(passage.text, edits)))
        return method_of_file(methods) is not self._method

    def text_with(self, made: list[Made]) -> bytes:
        """The whole text with edits made; white space stands for a byte order mark."""
        edited = {passage.first: edits for passage, edits in made}
        return b"".join(
            apply_edits(passage.text, edited.get(passage.first, ()))
            for passage in self._dataset.passages()
        )

    def takes_long(self, faulty: Faulty) -> bool:
        """Whether to mend it is nothing to wait for."""
        fixes = [fix for placed in faulty.findings if (fix := self._wanted(placed.finding))]
        is_long = len(faulty.passage.text) * len(fixes) >= LONG
        return is_long or any(map(works_on_pixels, fixes))


def works_on_pixels(fix: Fix) -> bool:
    """Whether a fix decodes an image, or reads one from the disk."""
    return any(isinstance(change, ON_PIXELS) for change in fix.changes)


def _rows_moved(made: list[Made]) -> int:
    """How many rows are others then, at most."""
    return sum(
        passage.last - passage.first + 1 + sum(edit.text.count(b"\n") for edit in edits)
        for passage, edits in made
    )


def _lead(methods: Counter[Method | None]) -> int:
    """How many more rows the file's method has than any other."""
    first, second, *_ = sorted((methods[method] for method in Method), reverse=True)
    return first - second


def _methods(text: bytes) -> Iterator[Method | None]:
    """The methods of the examples in some rows, None of those that tell none."""
    for row in split_rows(text):
        try:
            value = orjson.loads(row)
        except orjson.JSONDecodeError:
            continue
        if type(value) is dict and not foreign_format(value):
            yield method_of_example(value)
