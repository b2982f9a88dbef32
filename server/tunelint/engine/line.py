"""Checks one line. Its findings depend on nothing but its own text and the method of its file."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from tunelint.config.baseline import line_key
from tunelint.convert import to_chat
from tunelint.cost import example_tokens, plain_tokens
from tunelint.dataset.example import Example, plain_roles
from tunelint.dataset.fingerprint import canonical_form, fingerprint
from tunelint.dataset.foreign import foreign_format
from tunelint.dataset.method import CHAT_KEYS, Method, method_of_example
from tunelint.dataset.shape import PYTHON_TYPES
from tunelint.dataset.summary import NO_KEYS, Kind, Summary
from tunelint.engine.asking import Asking
from tunelint.engine.judging import Judge
from tunelint.engine.multiline import begins_value
from tunelint.engine.placing import Placed, place
from tunelint.engine.tally import SOUND, RowVerdict
from tunelint.rules.subjects import Foreign
from tunelint.text.columns import Unit
from tunelint.text.duplicate_keys import DuplicateKey, find_duplicate_keys, has_duplicate_keys
from tunelint.text.faults import Fault, FaultKind, find_fault
from tunelint.text.rows import content

Verdicts = Mapping[Method, RowVerdict]
SILENT: Verdicts = {}
BLANK = Kind(is_example=False, is_object=False)
BROKEN = Kind(is_object=False)
SEQUENCES_REMEMBERED = 1024
LINE_END = 2
"""Bytes, at most. What is longer than its canonical form by more has spacing, or says more."""


class LineResult(NamedTuple):
    """What a line contributes to its file, and the verdicts on it by the method of the file.

    `begins_value` tells a row that may be the first one of a value on several rows.
    """

    summary: Summary
    verdicts: Verdicts = SILENT
    begins_value: bool = False

    def verdict(self, method: Method | None) -> RowVerdict:
        """The verdict when the file is made for that method; there is none in a foreign file."""
        return self.verdicts.get(method, SOUND) if method else SOUND

    def under(self, method: Method | None) -> tuple[Placed, ...]:
        """The findings when the file is made for that method."""
        return self.verdict(method).told


NO_LINE = LineResult(Summary(BLANK, None))
"""The empty row behind the last newline."""


class LineChecker:
    """Checks lines by the rules that `asking` asks; columns are counted in `unit`.

    Tokens are summed up for a job of so many epochs, and not where there is none.
    """

    def __init__(self, asking: Asking, unit: Unit) -> None:
        self._unit = unit
        self._asking = asking
        self._service = asking.service
        self._sums_tokens = asking.epochs is not None
        # There is no token without a byte, so that shorter rows are within the limit.
        self._plain_up_to = self._service.example_tokens_max.value
        self._judges = {method: Judge(method, asking) for method in Method}
        self._on_foreign = asking.rules_on(Foreign)
        self._on_repeated = asking.rules_on(DuplicateKey)
        self._kinds: dict[Kind, Kind] = {}
        self._sound_plain_kinds: dict[tuple[str, ...] | None, Kind] = {}

    @property
    def has_baseline(self) -> bool:
        """Whether a finding may show just because its line was edited."""
        return self._asking.has_baseline

    def check(self, row: bytes) -> LineResult:
        """Check a row, its line end included."""
        try:
            value = orjson.loads(row)
        except orjson.JSONDecodeError as error:
            return self._broken(row, find_fault(row) or _unexplained(row, error))
        if type(value) is not dict:
            return self._broken(row, _not_an_object(row, value))
        canonical = canonical_form(value, row)
        number = fingerprint(canonical)
        roles = plain_roles(value) if len(row) < self._plain_up_to and not _has_mark(row) else None
        kind = self._sound_plain_kinds.get(roles)
        # Canonical texts are never longer than others, so here no byte is left for another key.
        is_spaced = len(row) - len(canonical) > LINE_END
        if kind is not None and not (is_spaced and has_duplicate_keys(row)):
            tokens = plain_tokens(value["messages"], self._service) if self._sums_tokens else 0
            return LineResult(Summary(kind, number, tokens))
        repeated = find_duplicate_keys(row) if has_duplicate_keys(row) else []
        foreign = foreign_format(value)
        if foreign:
            is_convertible = to_chat(value) is not None
            return self._foreign(row, Foreign(foreign, is_convertible), number, repeated)
        return self._check_example(row, value, roles, number, repeated)

    def _check_example(
        self,
        row: bytes,
        value: dict[str, Any],
        roles: tuple[str, ...] | None,
        number: int,
        repeated: list[DuplicateKey],
    ) -> LineResult:
        method = method_of_example(value)
        keys = frozenset(value) - CHAT_KEYS if method is not Method.PREFERENCE else NO_KEYS
        kind = Kind(method=method, grader_keys=keys)
        verdicts = {}
        for candidate in (method,) if method else Method:
            judge = self._judges[candidate]
            example = judge.judge_structure(value, len(row))
            if roles is not None and method is Method.SUPERVISED and not self._asking.found:
                self._remember(roles, kind)
            self._judge_repeated(repeated)
            judge.judge_parts(example)
            kind = kind._replace(has_images=kind.has_images or bool(example.images))
            if self._asking.found:
                verdicts[candidate] = self._verdict(row, number)
        return LineResult(Summary(self._one(kind), number, self._tokens(example)), verdicts)

    def _tokens(self, example: Example) -> int:
        if not self._sums_tokens:
            return 0
        return example_tokens(example, self._service, self._asking.fetched).high

    def _remember(self, roles: tuple[str, ...], kind: Kind) -> None:
        if len(self._sound_plain_kinds) < SEQUENCES_REMEMBERED:
            self._sound_plain_kinds[roles] = kind

    def _foreign(
        self, row: bytes, foreign: Foreign, number: int, repeated: list[DuplicateKey]
    ) -> LineResult:
        self._asking.ask(self._on_foreign, foreign)
        self._judge_repeated(repeated)
        summary = Summary(self._one(Kind(foreign=foreign.format)), number)
        return LineResult(summary, dict.fromkeys(Method, self._verdict(row, number)))

    def _one(self, kind: Kind) -> Kind:
        """The one object for equal kinds: a file remembers millions of lines, and few kinds."""
        return self._kinds.setdefault(kind, kind)

    def _judge_repeated(self, repeated: list[DuplicateKey]) -> None:
        for key in repeated:
            self._asking.ask(self._on_repeated, key)

    def _broken(self, row: bytes, fault: Fault) -> LineResult:
        self._asking.ask_claimant(fault)
        kind = BLANK if fault.kind is FaultKind.BLANK else BROKEN
        verdicts = dict.fromkeys(Method, self._verdict(row, None))
        return LineResult(Summary(kind, None), verdicts, begins_value(row))

    def _verdict(self, row: bytes, number: int | None) -> RowVerdict:
        fate = self._asking.fate
        told = self._asking.take(line_key(row, number))
        return RowVerdict(place(row, told, self._unit), fate)


def _has_mark(row: bytes) -> bool:
    """Whether a special token may stand in the row. One byte is found faster than two."""
    return b"|" in row and b"<|" in row


def _unexplained(row: bytes, error: orjson.JSONDecodeError) -> Fault:
    return Fault(FaultKind.UNEXPECTED, 0, len(content(row)), found=error.msg)


def _not_an_object(row: bytes, value: Any) -> Fault:
    start = len(row) - len(row.lstrip())
    kind = FaultKind.ARRAY_OF_EXAMPLES if _are_examples(value) else FaultKind.NOT_AN_OBJECT
    return Fault(kind, start, len(row.rstrip()), PYTHON_TYPES[type(value)])


def _are_examples(value: Any) -> bool:
    """Whether it is a list of objects, and not of one conversation's messages."""
    if type(value) is not list or not value:
        return False
    return all(type(item) is dict and "role" not in item for item in value)
