"""Our shapes and the service's own schemas take the same lines, but for listed differences."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from schemas.differences import DIFFERENCES, Difference, read_our_way
from schemas.official import LINES, SOURCE, line_schema, official_definitions
from schemas.values import Json, damaged, values_of, values_of_shape
from tunelint.config.settings import Settings
from tunelint.dataset.forms import FORMS
from tunelint.dataset.method import Method
from tunelint.dataset.validation import ShapeFault
from tunelint.engine.asking import Asking
from tunelint.engine.judging import Judge
from tunelint.rules.finding import Severity
from tunelint.rules.registry import RULES

pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason=f"there is no {SOURCE}")

TOLD_BY_MORE_THAN_A_FAULT = {"empty-content", "empty-messages", "invalid-preference-output"}
SCHEMA_RULES = [
    rule for rule in RULES if rule.subject is ShapeFault or rule.code in TOLD_BY_MORE_THAN_A_FAULT
]
EACH_DIFFERENCE = pytest.mark.parametrize(
    "difference", DIFFERENCES, ids=lambda each: f"{each.method}-{'.'.join(map(str, each.at))}"
)


class Ours:
    """Our rules about shapes, as the errors that they find in a line; a warning lets it pass."""

    def __init__(self, method: Method) -> None:
        self._asking = Asking(Settings("openai"), SCHEMA_RULES)
        self._judge = Judge(method, self._asking)

    def errors(self, value: dict[str, Any]) -> list[str]:
        self._judge.judge_parts(self._judge.judge_structure(value))
        return [
            f"{finding.code} at {finding.path}: {finding.message}"
            for finding in self._asking.take()
            if finding.severity is Severity.ERROR
        ]


@cache
def ours(method: Method) -> Ours:
    return Ours(method)


@cache
def official(method: Method, differences: Iterable[Difference] = DIFFERENCES) -> Any:
    definitions = read_our_way(official_definitions(), differences)
    return Draft202012Validator(line_schema(method, definitions))


@cache
def sound(method: Method) -> Json:
    """Lines after the official schema, and after our shapes."""
    definitions = read_our_way(official_definitions(), DIFFERENCES)
    after_theirs = values_of(definitions[LINES[method]], definitions)
    return after_theirs | values_of_shape(FORMS[method].shape)


@st.composite
def lines(draw: st.DrawFn) -> tuple[Method, Any]:
    method = draw(st.sampled_from(Method))
    return method, draw(sound(method) | damaged(sound(method)))


@settings(max_examples=500)
@given(lines())
def test_a_line_has_an_error_where_the_schema_refuses_it(line: tuple[Method, Any]) -> None:
    method, value = line
    assert (not ours(method).errors(value)) == official(method).is_valid(value), "\n".join(
        [
            *ours(method).errors(value),
            "-- but the schema says --",
            *map(str, official(method).iter_errors(value)),
        ]
    )


@EACH_DIFFERENCE
def test_a_listed_difference_still_is_one(difference: Difference) -> None:
    method, witness = difference.method, dict(difference.witness)
    others = tuple(each for each in DIFFERENCES if each is not difference)
    is_taken = not ours(method).errors(witness)
    assert official(method).is_valid(witness) == is_taken
    assert official(method, others).is_valid(witness) != is_taken
