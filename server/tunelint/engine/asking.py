"""Asks the rules that are on about subjects, and keeps one broken rule from spoiling the rest."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.dataset.summary import Totals
from tunelint.profiles import Profile
from tunelint.rules.fate import Fate, fate_of
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
        self._baseline = settings.baseline
        self.epochs = settings.epochs
        self.inspect = settings.inspect
        self.fetched = settings.fetched
        self.service = service = settings.service
        model = service.model(settings.model)
        for rule in self._rules:
            verdict = _verdict(rule, service, settings)
            if verdict:
                self._reports[rule.code] = Report(
                    rule.code,
                    verdict,
                    service,
                    self.found.append,
                    settings.now,
                    settings.fetched,
                    model,
                    settings.epochs,
                    settings.severities.get(rule.code),
                )

    def rules_on(self, subject: type, method: Method | None = None) -> list[Asked]:
        """The rules about one kind of subject in files of a method, for `ask`."""
        return [
            (rule, rule.check, self._reports[rule.code])
            for rule in self._claimants(subject, method)
            if rule.code in self._reports
        ]

    def untold(self, totals: Totals) -> frozenset[str]:
        """The codes of rules that tell nothing in a file with these sums."""
        return frozenset(rule.code for rule in self._rules if rule.unless(totals))

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

    @property
    def has_baseline(self) -> bool:
        """Whether some lines are known by their text, so that others come of editing them."""
        return bool(self._baseline)

    @property
    def fate(self) -> Fate:
        """What all means that was found and not taken yet: the service knows no baseline."""
        return fate_of(self.found)

    def take(self, line: str = "") -> list[Finding]:
        """What was found since the last call; of a line, by its key, what the baseline lacks."""
        known = self._baseline.get(line, ())
        found = [finding for finding in self.found if finding.code not in known]
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
    is_named = settings.turns_on(rule.code) or rule.code in settings.severities
    return rule.verdict_in(service) or (rule.verdict if is_named else None)
