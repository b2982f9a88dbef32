"""Asks the rules that are on about subjects, and keeps one broken rule from spoiling the rest."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.profiles import Profile, profile
from tunelint.rules.finding import Finding
from tunelint.rules.registry import RULES
from tunelint.rules.rule import AnyRule, Report, Verdict

log = logging.getLogger(__name__)

Asked = tuple[AnyRule, Callable[[Any, Report], None], Report]


class Asking:
    """The rules under the settings. What they find is collected in `found` until it is taken."""

    def __init__(self, settings: Settings, rules: Iterable[AnyRule] = RULES) -> None:
        self.found: list[Finding] = []
        self._reports: dict[str, Report] = {}
        self._rules = list(rules)
        service = profile(settings.profile)
        for rule in self._rules:
            verdict = _verdict(rule, service, settings)
            if verdict:
                self._reports[rule.code] = Report(rule.code, verdict, service, self.found.append)

    def rules_on(self, subject: type, method: Method | None = None) -> list[Asked]:
        """The rules about one kind of subject in files of a method, for `ask`."""
        return [
            (rule, rule.check, self._reports[rule.code])
            for rule in self._claimants(subject, method)
            if rule.code in self._reports
        ]

    def ask(self, rules: list[Asked], subject: Any) -> None:
        """Ask every rule of a list about one subject."""
        for rule, check, report in rules:
            try:
                check(subject, report)
            except Exception:
                log.exception("rule %s crashed", rule.code)

    def ask_claimant(self, fault: Any, method: Method | None = None) -> None:
        """Ask the one rule that claims a fault; when that is off, nobody else is asked."""
        for rule in self._claimants(type(fault), method):
            if rule.claims(fault):
                report = self._reports.get(rule.code)
                if report:
                    self.ask([(rule, rule.check, report)], fault)
                return

    def take(self) -> list[Finding]:
        """What was found since the last call."""
        found = self.found.copy()
        self.found.clear()
        return found

    def _claimants(self, subject: type, method: Method | None) -> Iterable[AnyRule]:
        return (
            rule
            for rule in self._rules
            if rule.subject is subject and (method is None or method in rule.methods)
        )


def _verdict(rule: AnyRule, service: Profile, settings: Settings) -> Verdict | None:
    if not settings.asks_for(rule.code):
        return None
    # Naming a rule that the profile has off turns it on.
    return rule.verdict_in(service) or (rule.verdict if rule.code in settings.select else None)
