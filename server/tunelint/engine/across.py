"""Judges lines against each other, by what was remembered of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from tunelint.dataset.method import Method
from tunelint.dataset.summary import Summary, Totals
from tunelint.engine.asking import Asking
from tunelint.rules.finding import Finding
from tunelint.rules.subjects import LackingKeys, Repeat, Stray

Lines = Callable[[], Iterable[Summary]]
"""Gives the summaries of all rows: asked for only when the sums say that there is a reason."""


def judge_across(
    lines: Lines, totals: Totals, asking: Asking, most: int | None = None
) -> list[tuple[int, Finding]]:
    """The findings about lines that are at odds with others, or equal to some, with their rows.

    No more than `most` lines are judged.
    """
    found = []
    for row, subject in islice(_subjects(lines, totals), most):
        asking.ask(asking.rules_on(type(subject)), subject)
        found += [(row, finding) for finding in asking.take()]
    return sorted(found, key=lambda each: each[0])


def _subjects(lines: Lines, totals: Totals) -> Iterator[tuple[int, Any]]:
    method = totals.method
    if method is not None:
        if totals.repeated:
            yield from _repeats(lines)
        if totals.methods.keys() - {None, method}:
            yield from _strays(lines, method)
        if method is Method.REINFORCEMENT:
            yield from _lacking_keys(lines, totals)


def _repeats(lines: Lines) -> Iterator[tuple[int, Repeat]]:
    first: dict[int, int] = {}
    for row, (_, fingerprint) in enumerate(lines()):
        if fingerprint is not None and first.setdefault(fingerprint, row) != row:
            yield row, Repeat(first[fingerprint])


def _strays(lines: Lines, method: Method) -> Iterator[tuple[int, Stray]]:
    for row, (kind, _) in enumerate(lines()):
        if kind.method not in (None, method):
            yield row, Stray(kind.method, method)


def _lacking_keys(lines: Lines, totals: Totals) -> Iterator[tuple[int, LackingKeys]]:
    judged = {
        kind: number
        for kind, number in totals.kinds.items()
        if kind.method in (None, Method.REINFORCEMENT) and kind.is_object and not kind.foreign
    }
    counts: Counter[str] = Counter()
    for kind, number in judged.items():
        counts.update(dict.fromkeys(kind.grader_keys, number))
    usual = {key for key, number in counts.items() if 2 * number > sum(judged.values())}
    lacking = {kind: usual - kind.grader_keys for kind in judged}
    if any(lacking.values()):
        for row, (kind, _) in enumerate(lines()):
            if lacking.get(kind):
                yield row, LackingKeys(tuple(sorted(lacking[kind])))
