"""The page of a rule: what the terminal prints, the editor shows and the documentation holds."""

from tunelint.profiles import NAMES, profile
from tunelint.rules.rule import AnyRule, Verdict

FIX = "\n\n## Fix\n"


def page(rule: AnyRule, example: str = "") -> str:
    """The page in Markdown, with an example of what the rule finds if there is one."""
    what_and_why, fix = rule.documentation.split(FIX)
    shown = f"\n\n## Example\n{example}" if example else ""
    source = f"[{rule.source.title}]({rule.source.url}), as of {rule.source.as_of}"
    return (
        f"# {rule.code}\n\n{what_and_why}{shown}{FIX}{fix}\n\n"
        f"## Verdict\n{_verdicts(rule)}\n\n## Source\n{source}\n"
    )


def verdicts_of(rule: AnyRule) -> list[str]:
    """The rule's verdict, one a profile where they differ."""
    if not rule.verdicts:
        return [_verdict(rule.verdict)]
    return [f"{name}: {_verdict(rule.verdict_in(profile(name)))}" for name in NAMES]


def consequence(verdict: Verdict) -> str:
    """What the service does, with a question mark where that is only reported."""
    return verdict.consequence + "?" * (not verdict.certain)


def _verdict(verdict: Verdict | None) -> str:
    return f"{verdict.severity}, {consequence(verdict)}" if verdict else "off"


def _verdicts(rule: AnyRule) -> str:
    if not rule.verdicts:
        return _verdict(rule.verdict)
    listed = "\n".join(f"- {each}" for each in verdicts_of(rule))
    if None not in rule.verdicts.values():
        return listed
    selected = _verdict(rule.verdict)
    return f"{listed}\n\nWhere it is off, selecting it by its code turns it on: {selected}."
