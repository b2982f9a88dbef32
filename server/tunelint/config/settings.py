"""What a check is told: the service's profile, and which rules to ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tunelint.dataset.method import Method
from tunelint.images import Fetched, Inspect, inspect, nothing_fetched
from tunelint.profiles import DEFAULT, Profile, profile
from tunelint.rules.finding import Severity


class SettingsError(ValueError):
    """A setting that can't be followed; the message is for the user."""


def clock() -> datetime:
    """What time it is."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class PartnerFile:
    """The validation file that belongs to a dataset, or the training file to a validation file.

    `configured_at` is the file and the line that say so, None where no file does.
    """

    path: Path
    is_validation: bool
    configured_at: tuple[Path, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a dataset is to be checked.

    An empty `select` means every rule that is on by default; `extend_select` are others besides.
    `thresholds` stand in place of the profile's limits of these names. `partner_file` is the other
    one of a training file and its validation file. `baseline` are the codes that are not told of
    lines any more, by the keys of these lines; a `missing_baseline` is named, and not there.
    `lenient` is for files that nobody said to be for training: of those that don't look like it,
    nothing else is said. `inspect` is how images are looked at, `fetched` tells what is known of
    those behind URLs, and `now` is the clock by which signatures expire.
    """

    profile: str = DEFAULT
    model: str = ""
    method: Method | None = None
    epochs: int | None = None
    select: frozenset[str] = frozenset()
    extend_select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    thresholds: Mapping[str, int] = field(default_factory=dict)
    partner_file: PartnerFile | None = None
    baseline: Mapping[str, frozenset[str]] = field(default_factory=dict)
    missing_baseline: Path | None = None
    lenient: bool = False
    inspect: Inspect = inspect
    fetched: Fetched = nothing_fetched
    now: Callable[[], datetime] = clock

    def asks_for(self, code: str) -> bool:
        """Whether the rule is selected and not ignored."""
        is_selected = not self.select or self.turns_on(code)
        return is_selected and code not in self.ignore

    def turns_on(self, code: str) -> bool:
        """Whether the rule is asked for by its code, be it off by default."""
        return code in self.select or code in self.extend_select

    @property
    def service(self) -> Profile:
        """What the service documents for the model, with the thresholds in place of limits."""
        documented = profile(self.profile)
        service = documented.for_model(documented.model(self.model))
        limits: dict[str, Any] = {
            name: replace(limit, value=value, doubtful_from=None)
            for name, value in self.thresholds.items()
            if (limit := getattr(service, name)) is not None
        }
        return replace(service, **limits)
