"""All findings of a row are placed together as each is by itself."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from json_spellings import KEYS, VALUES, Value, spell
from tunelint.engine.placing import LONGEST_HIGHLIGHT, place
from tunelint.rules.finding import Consequence, Finding, Severity
from tunelint.text.columns import Unit, to_column
from tunelint.text.path import Path
from tunelint.text.scanner import locate
from tunelint.text.span import Span

PATHS = st.lists(st.integers(0, 4) | KEYS, max_size=4).map(tuple)
SPANS = st.just(Span(0, 1))


def finding(path: Path | None = None, *, on_key: bool = False, span: Span | None = None) -> Finding:
    return Finding(
        "code", Severity.ERROR, Consequence.ADVICE, True, "message", path, on_key=on_key, span=span
    )


FINDINGS = st.builds(finding, st.none() | PATHS, on_key=st.booleans(), span=st.none() | SPANS)


@given(
    VALUES, st.randoms(use_true_random=False), st.lists(FINDINGS, max_size=8), st.sampled_from(Unit)
)
def test_findings_are_placed_together_as_each_by_itself(
    value: Value, random: Random, findings: list[Finding], unit: Unit
) -> None:
    row = spell({"role": value, "content": [value, value]}, random) + b"\r\n"
    apart = [placed for each in findings for placed in place(row, [each], unit)]
    assert place(row, findings, unit) == tuple(sorted(apart, key=lambda each: each.span))


@given(VALUES, st.randoms(use_true_random=False), FINDINGS, st.sampled_from(Unit))
def test_a_finding_is_placed_at_its_node_or_the_innermost_around_it(
    value: Value, random: Random, found: Finding, unit: Unit
) -> None:
    row = spell({"role": value, "content": [value, value]}, random)
    (placed,) = place(row, [found], unit)
    path = found.path
    if found.span or path is None:
        expected = found.span or Span(0, len(row))
    else:
        depths = range(len(path), -1, -1)
        node = next(node for depth in depths if (node := locate(row, path[:depth])))
        expected = node.key if found.on_key and node.key else node.value
    start, end = placed.span
    assert start == expected.start
    assert end == expected.end or end <= start + LONGEST_HIGHLIGHT < expected.end
    assert (placed.start, placed.end) == (to_column(row, start, unit), to_column(row, end, unit))


def test_rows_that_are_no_json_are_not_walked() -> None:
    found = [finding(("a",), span=Span(1, 2)), finding()]
    whole, at_quote = place(b'{"a', found, Unit.UTF16)
    assert (whole.start, whole.end, at_quote.start, at_quote.end) == (0, 3, 1, 2)
