"""What is said of a file when all its lines are known."""

from collections.abc import Sequence
from dataclasses import dataclass

from tunelint.dataset.summary import Totals
from tunelint.engine.across import Lines, judge_across, take_at_start
from tunelint.engine.asking import Asking
from tunelint.engine.multiline import Region
from tunelint.engine.placing import Placed
from tunelint.engine.tally import Tally
from tunelint.rules.fate import count_skips
from tunelint.rules.subjects import Foreign, MultilineValue, Skips, Stray


@dataclass(slots=True)
class FileVerdict:
    """The findings that no line has by itself with their rows, and the tally of all findings.

    What lines have by themselves is void in `regions`, and where its code is `untold`.
    """

    tally: Tally
    findings: Sequence[tuple[int, Placed]] = ()
    regions: Sequence[Region] = ()
    untold: frozenset[str] = frozenset()


def judge_file(
    lines: Lines,
    totals: Totals,
    regions: Sequence[Region],
    tally: Tally,
    asking: Asking,
    most_compared: int | None = None,
) -> FileVerdict:
    """Find what no line has by itself; `tally` is of what the lines have.

    No more than `most_compared` lines are said to be at odds with others.
    """
    if totals.foreign:
        foreign = Foreign(totals.foreign, is_convertible=True, is_whole_file=True)
        asking.ask(asking.rules_on(Foreign), foreign)
    asking.ask(asking.rules_on(Totals), totals)
    asking.ask(asking.rules_on(Skips), count_skips(tally.fates))
    if stray := _stray_file(totals):
        asking.ask(asking.rules_on(Stray), stray)
    verdicts = [(0, take_at_start(asking))]
    for region in regions:
        asking.ask(asking.rules_on(MultilineValue), region.value)
        verdicts.append((region.first, take_at_start(asking)))
    verdicts += judge_across(lines, totals, asking, most_compared)
    untold = asking.untold(totals)
    whole, told = tally.without(untold), []
    for row, verdict in verdicts:
        whole.add(verdict)
        told += [(row, placed) for placed in verdict.told]
    return FileVerdict(whole, told, regions, untold)


def _stray_file(totals: Totals) -> Stray | None:
    """A validation file of another method than its training file's."""
    method, partner = totals.method, totals.partner
    if method is None or partner is None or partner.is_validation:
        return None
    if partner.method in (None, method):
        return None
    return Stray(method, partner.method, partner)
