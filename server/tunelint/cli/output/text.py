"""For people: three lines a finding, and a summary; or how many findings there are of each rule."""

import os
from collections.abc import Callable, Iterable
from typing import TextIO

from tunelint.cli.datasets import shown
from tunelint.cli.output.summary import summary
from tunelint.cli.run import Run
from tunelint.cli.terminal import follows_escapes, one_line, width
from tunelint.engine.stream import Hit
from tunelint.rules.finding import Severity

COLOURS = {
    Severity.ERROR: "31",
    Severity.WARNING: "33",
    Severity.INFO: "34",
    Severity.HINT: "36",
}
BOLD = "1"
WORST_FIRST = tuple(Severity)

Styled = Callable[[str, str], str]


def write_text(run: Run, output: TextIO) -> None:
    """Write of each finding where and what it is, the place in question, and carets below it;
    then the other lines that it speaks of.
    """
    styled = _styles(output)
    for checked in run:
        for hit in checked:
            _write_hit(checked.name, hit, output, styled)
    _write_summary(run, output)


def write_hits(name: str, hits: Iterable[Hit], output: TextIO) -> None:
    """Write some findings of a dataset."""
    styled = _styles(output)
    for hit in hits:
        _write_hit(name, hit, output, styled)


def write_statistics(run: Run, output: TextIO) -> None:
    """Write a line a rule: how many findings, how bad they are, and the code; the most first."""
    styled = _styles(output)
    for checked in run:
        for _ in checked:
            pass
    width = max((len(f"{number:,}") for number in run.counts.values()), default=0)
    for (code, severity), number in sorted(run.counts.items(), key=_most_first):
        kind = styled(COLOURS[severity], f"{severity:7}")
        output.write(f"{number:{width},}  {kind}  {code}\n")
    _write_summary(run, output)


def _most_first(counted: tuple[tuple[str, Severity], int]) -> tuple[int, int, str]:
    (code, severity), number = counted
    return -number, WORST_FIRST.index(severity), code


def _write_summary(run: Run, output: TextIO) -> None:
    output.write("\n" * bool(run.counts) + summary(run))


def _write_hit(name: str, hit: Hit, output: TextIO, styled: Styled) -> None:
    row, (finding, _, start, _), (text, left, right), _ = hit
    colour = COLOURS[finding.severity]
    where = styled(BOLD, f"{one_line(name)}:{row + 1}:{start + 1}")
    kind = styled(colour, f"{finding.severity}[{finding.code}]")
    output.write(f"{where}: {kind} {finding.message}\n")
    if text:
        carets = styled(colour, "^" * max(1, width(text[left:right])))
        output.write(f"    {text}\n    {' ' * width(text[:left])}{carets}\n")
    for other in finding.related:
        file = str(shown(other.file)) if other.file else name
        output.write(f"    also: {one_line(file)}:{other.row + 1}\n")


def _styles(output: TextIO) -> Styled:
    coloured = not os.environ.get("NO_COLOR") and follows_escapes(output)

    def styled(style: str, text: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if coloured else text

    return styled
