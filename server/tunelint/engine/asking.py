"""Asks the rules that are on about subjects, and keeps one broken rule from spoiling the rest."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from tunelint.engine.settings import Settings
from tunelint.profiles import profile
from tunelint.rules.finding import Finding
from tunelint.rules.registry import RULES
from tunelint.rules.rule import AnyRule, Report

log = logging.getLogger(__name__)

Asked = tuple[AnyRule, Callable[[Any, Report], None], Report]


class Asking:
    """The rules under one profile. What they find is collected in `found` until it is taken."""

    def __init__(self, settings: Settings, rules: Iterable[AnyRule] = RULES) -> None:
        self.found: list[Finding] = []
        self._rules: dict[type, list[Asked]] = {}
        self._claimants: dict[type, list[AnyRule]] = {}
        self._reports: dict[str, Report] = {}
        service = profile(settings.profile)
        for rule in rules:
            self._claimants.setdefault(rule.subject, []).append(rule)
            verdict = rule.verdict_in(service)
            if verdict and settings.asks_for(rule.code):
                report = Report(rule.code, verdict, service, self.found.append)
                self._reports[rule.code] = report
                self._rules.setdefault(rule.subject, []).append((rule, rule.check, report))

    def rules_on(self, subject: type) -> list[Asked]:
        """The rules about one kind of subject, for `ask`."""
        return self._rules.get(subject, [])

    def ask(self, rules: list[Asked], subject: Any) -> None:
        """Ask every rule of a list about one subject."""
        for rule, check, report in rules:
            try:
                check(subject, report)
            except Exception:
                log.exception("rule %s crashed", rule.code)

    def ask_about_fault(self, fault: Any) -> None:
        """Ask the one rule that claims a fault; when that is off, nobody else is asked."""
        for rule in self._claimants.get(type(fault), ()):
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
