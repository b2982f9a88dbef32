"""The pages of the rules, and the index of them."""

from collections.abc import Iterator
from types import ModuleType

from docs.examples import example, fixes
from tunelint.profiles import NAMES, profile
from tunelint.rules.page import consequence, page
from tunelint.rules.registry import FAMILIES
from tunelint.rules.rule import AnyRule, Rule

HEAD = f"""\
# Rules

Every rule has a page: what it finds, why that matters, an example, and how it is mended. In the
editor the page is what hovering a finding shows, and `tunelint explain CODE` prints it, both
without the example.

In examples, `{{{{png CMYK}}}}` stands for the data URI of such an image, `{{{{repeat 3 ...}}}}` for
three of what follows, and `{{{{bytes ff}}}}` for that byte; `9 x` means nine such lines.

- **Severity** is for the eye: an *error* breaks what the service documents as a must, a *warning*
  is probably lost or wasted, *info* and *hint* are advice.
- **Consequence** is what the service does: it *rejects the file*, it *skips the example* or its
  image, it *wastes* money on it; or nothing, and this is *advice*. A question mark says that it is
  only reported, not documented.
- **Fix** says whether there is one that keeps the meaning (*safe*), or only one that loses, changes
  or guesses something (*unsafe*).

Where the profiles differ, a cell says {" / ".join(NAMES)}; a rule that is *off* is turned on by
selecting its code.
"""

COLUMNS = """\
| rule | finds | severity | consequence | fix |
|---|---|---|---|---|
"""


def rule_page(rule: AnyRule) -> str:
    """The page of a rule with its example."""
    return page(rule, example(rule.code))


def index() -> str:
    """The list of all rules, by family."""
    return "\n".join([HEAD, *filter(None, map(_family, FAMILIES))])


def _family(family: ModuleType) -> str:
    rows = [_row(rule) for rule in vars(family).values() if isinstance(rule, Rule)]
    title = str(family.__doc__).removesuffix(".")
    return f"## {title}\n\n{COLUMNS}{''.join(rows)}" if rows else ""


def _row(rule: AnyRule) -> str:
    verdicts = [rule.verdict_in(profile(name)) for name in NAMES]
    cells = (
        f"[{rule.code}]({rule.code}.md)",
        rule.summary.replace("|", r"\|"),
        _by_profile(verdict.severity if verdict else "off" for verdict in verdicts),
        _by_profile(consequence(verdict or rule.verdict) for verdict in verdicts),
        fixes(rule.code),
    )
    return f"| {' | '.join(cells)} |\n"


def _by_profile(cells: Iterator[str]) -> str:
    return " / ".join(dict.fromkeys(cells))
