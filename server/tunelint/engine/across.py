"""Judges lines against each other, by what was remembered of them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from tunelint.config.baseline import example_key
from tunelint.dataset.method import Method
from tunelint.dataset.partner import Partner
from tunelint.dataset.summary import Summary, Totals
from tunelint.engine.asking import Asking
from tunelint.engine.placing import place_at_start
from tunelint.engine.tally import SOUND, RowVerdict
from tunelint.rules.subjects import LackingKeys, Repeat, Shared, Stray

Lines = Callable[[], Iterable[Summary]]
"""Gives the summaries of all rows: asked for only when the sums say that there is a reason."""

Compared = tuple[int, Summary, Any]
"""A row, its summary, and what is to be judged about it."""


def judge_across(
    lines: Lines, totals: Totals, asking: Asking, most: int | None = None
) -> list[tuple[int, RowVerdict]]:
    """The verdicts on lines that are at odds with others, or equal to some, with their rows.

    No more than `most` lines are judged.
    """
    verdicts = []
    for row, line, subject in islice(_subjects(lines, totals), most):
        asking.ask(asking.rules_on(type(subject)), subject)
        key = "" if line.fingerprint is None else example_key(line.fingerprint)
        verdicts.append((row, take_at_start(asking, key)))
    return sorted(verdicts, key=lambda each: each[0])


def take_at_start(asking: Asking, line: str = "") -> RowVerdict:
    """The verdict of the rules that were asked, pointing at the first character of a row."""
    if not asking.found:
        return SOUND
    fate = asking.fate
    return RowVerdict(tuple(map(place_at_start, asking.take(line))), fate)


def _subjects(lines: Lines, totals: Totals) -> Iterator[Compared]:
    method = totals.method
    if method is not None:
        if totals.repeated:
            yield from _repeats(lines)
        if totals.methods.keys() - {None, method}:
            yield from _strays(lines, method)
        if totals.partner and totals.shared:
            yield from _shared(lines, totals.partner)
        yield from _lacking_keys(lines, totals)


def _repeats(lines: Lines) -> Iterator[Compared]:
    first: dict[int, int] = {}
    for row, line in enumerate(lines()):
        number = line.fingerprint
        if number is not None and first.setdefault(number, row) != row:
            yield row, line, Repeat(first[number])


def _shared(lines: Lines, partner: Partner) -> Iterator[Compared]:
    for row, line in enumerate(lines()):
        number = line.fingerprint
        if number is not None and number in partner.rows:
            yield row, line, Shared(partner, partner.rows[number])


def _strays(lines: Lines, method: Method) -> Iterator[Compared]:
    for row, line in enumerate(lines()):
        if line.kind.method not in (None, method):
            yield row, line, Stray(line.kind.method, method)


def _lacking_keys(lines: Lines, totals: Totals) -> Iterator[Compared]:
    usual = totals.usual_grader_keys
    lacking = {kind: usual - kind.grader_keys for kind in totals.kinds if kind.is_graded}
    if any(lacking.values()):
        for row, line in enumerate(lines()):
            if missing := lacking.get(line.kind):
                yield row, line, LackingKeys(tuple(sorted(missing)))
