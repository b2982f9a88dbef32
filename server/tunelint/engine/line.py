"""Checks one line. Its findings depend on nothing but its own text and the method of its file."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from tunelint.dataset.example import Text, plain_roles
from tunelint.dataset.fingerprint import fingerprint, plain_fingerprint
from tunelint.dataset.foreign import foreign_format
from tunelint.dataset.method import CHAT_KEYS, Method, method_of_example
from tunelint.dataset.shape import PYTHON_TYPES
from tunelint.dataset.summary import NO_KEYS, Kind, Summary
from tunelint.engine.asking import Asking
from tunelint.engine.judging import Judge
from tunelint.engine.multiline import begins_value
from tunelint.engine.placing import Placed, place
from tunelint.rules.subjects import Foreign
from tunelint.text.columns import Unit
from tunelint.text.faults import Fault, FaultKind, find_fault
from tunelint.text.rows import content

Verdicts = Mapping[Method, tuple[Placed, ...]]
SILENT: Verdicts = {}
BLANK = Kind(is_example=False, is_object=False)
BROKEN = Kind(is_object=False)
SEQUENCES_REMEMBERED = 1024


class LineResult(NamedTuple):
    """What a line contributes to its file, and its findings by the method of the file.

    `begins_value` tells a row that may be the first one of a value on several rows.
    """

    summary: Summary
    verdicts: Verdicts = SILENT
    begins_value: bool = False

    def under(self, method: Method | None) -> tuple[Placed, ...]:
        """The findings when the file is made for that method; none in a foreign file."""
        return self.verdicts.get(method, ()) if method else ()


NO_LINE = LineResult(Summary(BLANK, None))
"""The empty row behind the last newline."""


class LineChecker:
    """Checks lines by the rules that `asking` asks; columns are counted in `unit`."""

    def __init__(self, asking: Asking, unit: Unit) -> None:
        self._unit = unit
        self._asking = asking
        self._judges = {method: Judge(method, asking) for method in Method}
        self._on_foreign = asking.rules_on(Foreign)
        self._sound_plain_kinds: dict[tuple[str, ...], Kind] = {}

    def check(self, row: bytes) -> LineResult:
        """Check a row, its line end included."""
        try:
            value = orjson.loads(row)
        except orjson.JSONDecodeError as error:
            return self._broken(row, find_fault(row) or _unexplained(row, error))
        if type(value) is not dict:
            return self._broken(row, _not_an_object(row, value))
        roles = plain_roles(value)
        if roles is not None and roles in self._sound_plain_kinds:
            return self._check_plain(row, value["messages"], roles)
        foreign = foreign_format(value)
        if foreign:
            return self._foreign(row, value, foreign)
        return self._check_example(row, value, roles)

    def _check_plain(
        self, row: bytes, messages: list[dict[str, str]], roles: tuple[str, ...]
    ) -> LineResult:
        """Check a plain example whose roles are known to be in order: only its texts can err."""
        self._judges[Method.SUPERVISED].judge_texts(
            [
                Text(("messages", index, "content"), message["role"], message["content"])
                for index, message in enumerate(messages)
            ]
        )
        kind = self._sound_plain_kinds[roles]
        summary = Summary(kind, plain_fingerprint(roles, messages))
        if self._asking.found:
            return LineResult(summary, {Method.SUPERVISED: self._placed(row)})
        return LineResult(summary)

    def _check_example(
        self, row: bytes, value: dict[str, Any], roles: tuple[str, ...] | None
    ) -> LineResult:
        method = method_of_example(value)
        keys = frozenset(value) - CHAT_KEYS if method is not Method.PREFERENCE else NO_KEYS
        kind = Kind(method=method, grader_keys=keys)
        verdicts = {}
        for candidate in (method,) if method else Method:
            judge = self._judges[candidate]
            example = judge.judge_structure(value)
            if roles is not None and method is Method.SUPERVISED and not self._asking.found:
                self._remember(roles, kind)
            judge.judge_texts(example.texts)
            judge.judge_rest(example)
            kind = kind._replace(has_images=kind.has_images or bool(example.images))
            if self._asking.found:
                verdicts[candidate] = self._placed(row)
        if roles is not None:
            number = plain_fingerprint(roles, value["messages"])
        else:
            number = fingerprint(value)
        return LineResult(Summary(kind, number), verdicts)

    def _remember(self, roles: tuple[str, ...], kind: Kind) -> None:
        if len(self._sound_plain_kinds) < SEQUENCES_REMEMBERED:
            self._sound_plain_kinds[roles] = kind

    def _foreign(self, row: bytes, value: dict[str, Any], name: str) -> LineResult:
        self._asking.ask(self._on_foreign, Foreign(name))
        summary = Summary(Kind(foreign=name), fingerprint(value))
        return LineResult(summary, dict.fromkeys(Method, self._placed(row)))

    def _broken(self, row: bytes, fault: Fault) -> LineResult:
        self._asking.ask_claimant(fault)
        kind = BLANK if fault.kind is FaultKind.BLANK else BROKEN
        verdicts = dict.fromkeys(Method, self._placed(row))
        return LineResult(Summary(kind, None), verdicts, begins_value(row))

    def _placed(self, row: bytes) -> tuple[Placed, ...]:
        return place(row, self._asking.take(), self._unit)


def _unexplained(row: bytes, error: orjson.JSONDecodeError) -> Fault:
    return Fault(FaultKind.UNEXPECTED, 0, len(content(row)), found=error.msg)


def _not_an_object(row: bytes, value: Any) -> Fault:
    start = len(row) - len(row.lstrip())
    return Fault(FaultKind.NOT_AN_OBJECT, start, len(row.rstrip()), PYTHON_TYPES[type(value)])
