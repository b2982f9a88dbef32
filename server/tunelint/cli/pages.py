"""`tunelint rules` and `tunelint explain`: what the rules are, from their own pages."""

from tunelint.cli.outcome import Outcome
from tunelint.config.settings import require_rule
from tunelint.profiles import NAMES, profile
from tunelint.rules.registry import BY_CODE, RULES
from tunelint.rules.rule import AnyRule, Verdict


def list_rules() -> Outcome:
    """Print a line a rule: code, severity, consequence, summary."""
    width = max(len(rule.code) for rule in RULES)
    for rule in RULES:
        verdict = rule.verdict
        print(
            f"{rule.code:{width}}  {verdict.severity:7}  {_consequence(verdict):14}  {rule.summary}"
        )
    return Outcome.CLEAN


def explain(code: str) -> Outcome:
    """Print the page of a rule. Raises `SettingsError` when there is no such rule."""
    require_rule(code)
    rule = BY_CODE[code]
    title, _, rest = rule.page.partition("\n")
    print(f"# {rule.code}\n\n{title}\n{rest}\n\n## Verdict\n{verdicts_of(rule)}\n\n## Source")
    print(f"{rule.source.title}, as of {rule.source.as_of}\n{rule.source.url}")
    return Outcome.CLEAN


def verdicts_of(rule: AnyRule) -> str:
    """The rule's verdict, a line a profile where they differ."""
    if not rule.verdicts:
        return _verdict(rule.verdict)
    return "\n".join(f"{name}: {_verdict(rule.verdict_in(profile(name)))}" for name in NAMES)


def _verdict(verdict: Verdict | None) -> str:
    return f"{verdict.severity}, {_consequence(verdict)}" if verdict else "off"


def _consequence(verdict: Verdict) -> str:
    return verdict.consequence + "?" * (not verdict.certain)
