"""Checks one line. Its findings depend on nothing but its own text and the method of its file."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from tunelint.dataset.chat import EXAMPLE
from tunelint.dataset.example import Example, Image, read_example
from tunelint.dataset.method import Method, method_of_example
from tunelint.dataset.shape import PYTHON_TYPES
from tunelint.dataset.summary import BLANK, BROKEN, Summary, Totals
from tunelint.dataset.validation import compile_shape, find_shape_faults
from tunelint.engine.asking import Asking
from tunelint.engine.placing import Placed, place
from tunelint.engine.settings import Settings
from tunelint.images import DataUri, inspect, is_embedded, read_data_uri
from tunelint.rules.finding import Finding
from tunelint.rules.rule import Picture
from tunelint.text.columns import Unit
from tunelint.text.faults import Fault, FaultKind, find_fault
from tunelint.text.rows import content

SILENT: Mapping[Method, tuple[Placed, ...]] = {}


class LineResult(NamedTuple):
    """What a line contributes to its file, and its findings by the method of the file."""

    summary: Summary
    verdicts: Mapping[Method, tuple[Placed, ...]] = SILENT

    def under(self, method: Method) -> tuple[Placed, ...]:
        """The findings when the file is made for that method."""
        return self.verdicts.get(method, ())


NO_LINE = LineResult(BLANK)
"""The empty row behind the last newline."""


class LineChecker:
    """Checks lines under the same settings; columns are counted in `unit`."""

    def __init__(self, settings: Settings, unit: Unit) -> None:
        self._unit = unit
        self._asking = Asking(settings)
        self._on_example = self._asking.rules_on(Example)
        self._on_image = self._asking.rules_on(Image)
        self._on_picture = self._asking.rules_on(Picture)
        self._on_totals = self._asking.rules_on(Totals)
        self._check_shape = compile_shape(EXAMPLE)

    def check(self, row: bytes) -> LineResult:
        """Check a row, its line end included."""
        try:
            value = orjson.loads(row)
        except orjson.JSONDecodeError as error:
            return self._broken(row, find_fault(row) or _unexplained(row, error))
        if type(value) is not dict:
            return self._broken(row, _not_an_object(row, value))
        example = read_example(value)
        method = method_of_example(value, example)
        summary = Summary(True, method, bool(example.images))
        if method is None or method is Method.SUPERVISED:
            self._ask_as_chat(value, example)
            if self._asking.found:
                return LineResult(summary, {Method.SUPERVISED: self._placed(row)})
        return LineResult(summary)

    def check_file(self, totals: Totals) -> list[Finding]:
        """The findings about the whole file."""
        self._asking.ask(self._on_totals, totals)
        return self._asking.take()

    def _broken(self, row: bytes, fault: Fault) -> LineResult:
        self._asking.ask_about_fault(fault)
        summary = BLANK if fault.kind is FaultKind.BLANK else BROKEN
        return LineResult(summary, dict.fromkeys(Method, self._placed(row)))

    def _ask_as_chat(self, value: dict[str, Any], example: Example) -> None:
        asking = self._asking
        for fault in find_shape_faults(self._check_shape, value):
            asking.ask_about_fault(fault)
        asking.ask(self._on_example, example)
        for image in example.images:
            asking.ask(self._on_image, image)
            if is_embedded(image.url):
                asking.ask(self._on_picture, _picture(image))

    def _placed(self, row: bytes) -> tuple[Placed, ...]:
        return place(row, self._asking.take(), self._unit)


def _unexplained(row: bytes, error: orjson.JSONDecodeError) -> Fault:
    return Fault(FaultKind.UNEXPECTED, 0, len(content(row)), found=error.msg)


def _not_an_object(row: bytes, value: Any) -> Fault:
    start = len(row) - len(row.lstrip())
    return Fault(FaultKind.NOT_AN_OBJECT, start, len(row.rstrip()), PYTHON_TYPES[type(value)])


def _picture(image: Image) -> Picture:
    uri = read_data_uri(image.url)
    return Picture(image, uri, inspect(uri.data) if type(uri) is DataUri else None)
