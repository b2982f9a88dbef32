"""Examples for the pages of the rules: the first case in which a rule finds something."""

import re
from functools import cache
from pathlib import Path

import casefiles
import casetemplates
from casefiles import Case, Pointed
from tunelint.engine.placing import LONGEST_HIGHLIGHT
from tunelint.profiles import NAMES

CASES = Path(casefiles.__file__).parent / "cases" / "rules"

WIDTH = 88
"""Characters of a line that fit on a page."""

MOST_LINES = 4
CUT = "…"

OTHER_WORDS = re.compile(r"file|(on|now|fetched)=.*")
"""Words of a case that only the tests need."""


def example(code: str) -> str:
    """The lines of the case, what is marked in them, and the message; "" without such a case."""
    found = _found(code)
    if not found:
        return ""
    case, finding = found[0]
    message = re.sub(r"([\\`*<])", r"\\\1", finding.finding.message)
    before = _settings(case) + _beside(case)
    return f"{before}```text\n{_excerpt(case, finding)}\n```\n\n> {message}"


def fixes(code: str) -> str:
    """Which fixes the findings of the rule bring along: safe ones, unsafe ones, both or none."""
    safe = {fix.safe for _, found in _found(code) for fix in found.finding.fixes}
    return ", ".join({True: "safe", False: "unsafe"}[each] for each in sorted(safe, reverse=True))


@cache
def _found(code: str) -> list[tuple[Case, Pointed]]:
    path = CASES / f"{code}.md"
    cases = casefiles.read_cases(path) if path.exists() else ()
    return [
        (case, found)
        for case in cases
        if any(f"^ {code} " in label for label in case.labels)
        for found in casefiles.findings_in(case)
        if found.finding.code == code
    ]


def _settings(case: Case) -> str:
    settings = [_setting(word) for word in case.info if not OTHER_WORDS.fullmatch(word)]
    return f"With `{'` and `'.join(settings)}`:\n\n" if settings else ""


def _setting(word: str) -> str:
    """A word of the case, as it stands in a configuration."""
    name, _, value = word.partition("=") if word not in NAMES else ("profile", "", word)
    if name == "limit":
        limit, _, value = value.partition(":")
        name = f"thresholds.{limit}"
    return f"{name} = {value}" if value.isdigit() else f'{name} = "{value}"'


def _beside(case: Case) -> str:
    """The file that belongs to the one of the case."""
    if case.beside is None:
        return ""
    lines = "\n".join(_pointed(line.template, 0, 0)[0] for line in case.beside.lines)
    return f"With this {case.beside.info[0]} file:\n\n```text\n{lines}\n```\n\n"


def _excerpt(case: Case, found: Pointed) -> str:
    """The line with a line of carets below, between some of those around it."""
    first = max(0, min(found.line - 1, len(case.lines) - MOST_LINES))
    last = first + MOST_LINES
    shown = [CUT] if first else []
    for number, line in enumerate(case.lines[first:last], first):
        if number == found.line:
            end = min(max(found.start + 1, found.end), found.start + LONGEST_HIGHLIGHT)
            shown += _pointed(line.template, found.start, end)
        else:
            shown += _pointed(line.template, 0, 0)[:1]
    return "\n".join(shown + [CUT] * (last < len(case.lines)))


def _pointed(template: str, start: int, end: int) -> list[str]:
    """A line shortened to the page around some columns, and carets under these."""
    rows = casetemplates.ROWS.match(template)
    if rows:
        times = f"{int(rows[1]):,} x "
        template = times + template[rows.end() :]
        start, end = (max(0, column - rows.end() + len(times)) for column in (start, end))
    first = max(0, min(start - (WIDTH - (end - start)) // 2, len(template) - WIDTH))
    last = min(len(template), first + WIDTH)
    if first:
        first = _between_words(template, first, start)
    if last < len(template):
        last = template.rfind(" ", end, last) + 1 or last
    before, behind = (CUT + " ") * (first > 0), CUT * (last < len(template))
    indent = " " * (len(before) + start - first)
    return [f"{before}{template[first:last]}{behind}", indent + "^" * (end - start)]


def _between_words(text: str, first: int, last: int) -> int:
    space = text.find(" ", first, last)
    return first if space < 0 else space + 1
