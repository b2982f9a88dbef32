"""`tunelint rules` and `tunelint explain`: what the rules are, from their own pages."""

from tunelint.cli.outcome import Outcome
from tunelint.config.keys import RULE
from tunelint.rules.page import consequence, page
from tunelint.rules.registry import BY_CODE, RULES


def list_rules() -> Outcome:
    """Print a line a rule: code, severity, consequence, summary."""
    width = max(len(rule.code) for rule in RULES)
    for rule in RULES:
        severity, happens = rule.verdict.severity, consequence(rule.verdict)
        print(f"{rule.code:{width}}  {severity:7}  {happens:14}  {rule.summary}")
    return Outcome.CLEAN


def explain(code: str) -> Outcome:
    """Print the page of a rule. Raises `SettingsError` when there is no such rule."""
    RULE.read(code)
    print(page(BY_CODE[code]), end="")
    return Outcome.CLEAN
