"""What a rule is: one function over one kind of subject, its verdict, and its page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from tunelint.dataset.method import Method
from tunelint.dataset.summary import Totals
from tunelint.images import Fetched
from tunelint.profiles import Model, Profile, Source, source
from tunelint.rules.finding import Consequence, Finding, Related, Severity
from tunelint.rules.fixes import Fix
from tunelint.text.path import Path
from tunelint.text.span import Span

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How bad a finding is; not `certain` where the consequence is only reported."""

    severity: Severity
    consequence: Consequence
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A rule, made by the decorator `rule`.

    `methods` are those whose examples it judges. `claims` is set on rules over faults: it says
    which ones are the rule's own. `verdicts` names the profiles where the verdict is another one,
    or where the rule is off (None). In a file whose sums say `unless`, a rule that only advises
    tells nothing, for another one says more.
    """

    code: str
    subject: type[Subject]
    check: Callable[[Subject, Report], None]
    verdict: Verdict
    verdicts: Mapping[str, Verdict | None]
    source: Source
    methods: frozenset[Method]
    claims: Callable[[Subject], bool]
    unless: Callable[[Totals], object]

    @property
    def documentation(self) -> str:
        """The function's docstring, in Markdown: what is wrong, why, and how it is mended."""
        return inspect.getdoc(self.check) or ""

    @property
    def summary(self) -> str:
        """The first line: what the rule is about."""
        return self.documentation.partition("\n")[0]

    def verdict_in(self, profile: Profile) -> Verdict | None:
        """The verdict under a profile, None where the rule is off."""
        return self.verdicts.get(profile.name, self.verdict)


class Report:
    """Hands a rule's findings on. `profile` holds the limits of the service, `now` the time.

    `fetched` tells what is known of images behind URLs. `model` and `epochs` are those of the job
    that is planned, as far as they are known. A `severity` that the user gave to the rule holds for
    all its shades.
    """

    def __init__(
        self,
        code: str,
        verdict: Verdict,
        profile: Profile,
        sink: Callable[[Finding], None],
        now: Callable[[], datetime],
        fetched: Fetched,
        model: Model | None,
        epochs: int | None,
        severity: Severity | None = None,
    ) -> None:
        self.profile = profile
        self.now = now
        self.fetched = fetched
        self.model = model
        self.epochs = epochs
        self._code = code
        self._verdict = verdict
        self._sink = sink
        self._severity = severity

    def __call__(
        self,
        message: str,
        *,
        at: Path | None = None,
        on_key: bool = False,
        span: Span | None = None,
        fixes: tuple[Fix, ...] = (),
        related: tuple[Related, ...] = (),
        severity: Severity | None = None,
        consequence: Consequence | None = None,
        certain: bool | None = None,
    ) -> None:
        """Report a finding: `at` a JSON path, on a `span` of broken text, or on the whole file.

        `severity`, `consequence` and `certain` overrule the rule's own where one rule has several
        shades.
        """
        verdict = self._verdict
        self._sink(
            Finding(
                self._code,
                self._severity or severity or verdict.severity,
                consequence or verdict.consequence,
                verdict.certain if certain is None else certain,
                message,
                at,
                on_key,
                span,
                fixes,
                related,
            )
        )


def rule(
    code: str,
    *,
    on: type[Subject],
    severity: Severity,
    consequence: Consequence,
    source_key: str,
    certain: bool = True,
    verdicts: Mapping[str, Verdict | None] | None = None,
    methods: Iterable[Method] = Method,
    claims: Callable[[Subject], bool] = lambda _: True,
    unless: Callable[[Totals], object] = lambda _: False,
) -> Callable[[Callable[[Subject, Report], None]], Rule[Subject]]:
    """Make a rule of a function; its docstring is the rule's page."""

    def decorate(check: Callable[[Subject, Report], None]) -> Rule[Subject]:
        verdict = Verdict(severity, consequence, certain)
        return Rule(
            code,
            on,
            check,
            verdict,
            verdicts or {},
            source(source_key),
            frozenset(methods),
            claims,
            unless,
        )

    return decorate


AnyRule = Rule[Any]
