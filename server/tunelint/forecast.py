"""What the service will do with a file: arithmetic over the fates of its rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tunelint.profiles import Profile
from tunelint.rules.fate import Fate, count_skips
from tunelint.rules.wording import count


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the service is known to do with a file, and what it may do.

    Rules are named, those of most rows first. `skips` and `possible_skips` say how many examples
    each rule concerns; one that is skipped by two rules is counted for both, and one that is
    skipped for certain is not among the possible ones. What is kept is what is trained on, if the
    file is taken at all.
    """

    examples: int
    rejected_by: tuple[str, ...]
    possibly_rejected_by: tuple[str, ...]
    skipped: int
    possibly_skipped: int
    skips: Mapping[str, int]
    possible_skips: Mapping[str, int]
    examples_min: int
    skips_max: int | None

    @property
    def kept_at_most(self) -> int:
        """The examples that are trained on if nothing but what is certain happens."""
        return self.examples - self.skipped

    @property
    def kept_at_least(self) -> int:
        """The examples that are trained on if all happens that may."""
        return self.kept_at_most - self.possibly_skipped

    @property
    def is_clean(self) -> bool:
        """Whether all examples are trained on, for all that is known."""
        return not (
            self.rejected_by
            or self.possibly_rejected_by
            or self.skipped
            or self.possibly_skipped
            or self.kept_at_most < self.examples_min
        )


def forecast(fates: Mapping[Fate, int], examples: int, profile: Profile) -> Forecast:
    """Forecast what happens to a file of so many examples, from how many rows have each fate."""
    unsure = {fate: number for fate, number in fates.items() if not fate.skips}
    rejects = _rules(fates, lambda fate: fate.rejects)
    skips = count_skips(fates)
    may_reject = _rules(fates, lambda fate: fate.may_reject - rejects.keys())
    return Forecast(
        examples,
        tuple(rejects),
        tuple(may_reject),
        skips.certain,
        skips.possible,
        _rules(fates, lambda fate: fate.skips),
        _rules(unsure, lambda fate: fate.may_skip),
        profile.examples_min.value,
        profile.skips_max.value if profile.skips_max else None,
    )


def as_data(forecast: Forecast) -> dict[str, Any]:
    """The forecast as plain data, with the sentence that says it."""
    return {
        "sentence": sentence(forecast),
        **asdict(forecast),
        "kept_at_most": forecast.kept_at_most,
        "kept_at_least": forecast.kept_at_least,
    }


def sentence(forecast: Forecast) -> str:
    """The forecast in words."""
    if forecast.rejected_by:
        return f"The service would reject this file: {', '.join(forecast.rejected_by)}."
    return " ".join(_acceptance(forecast))


def _acceptance(forecast: Forecast) -> Iterator[str]:
    if forecast.possibly_rejected_by:
        yield f"The service may reject this file: {', '.join(forecast.possibly_rejected_by)}."
    taken = "If it takes it" if forecast.possibly_rejected_by else "The service would take it"
    kept = f"{forecast.kept_at_most:,} of {count(forecast.examples, 'example')} trained on"
    yield f"{taken}: {kept}{_skips(forecast)}."
    yield from _warnings(forecast)


def _skips(forecast: Forecast) -> str:
    certain = possible = ""
    if forecast.skipped:
        certain = f", {forecast.skipped:,} skipped ({_listed(forecast.skips)})"
    if forecast.possibly_skipped:
        more = "more " * bool(forecast.skipped)
        reasons = _listed(forecast.possible_skips)
        possible = f"; {forecast.possibly_skipped:,} {more}may be skipped ({reasons})"
    return certain + possible


def _warnings(forecast: Forecast) -> Iterator[str]:
    minimum, limit = forecast.examples_min, forecast.skips_max
    if forecast.kept_at_most < minimum:
        yield f"That is fewer than {minimum}, and the job may fail."
    elif forecast.kept_at_least < minimum:
        yield f"If fewer than {minimum} are left, the job may fail."
    if limit is not None and forecast.skipped + forecast.possibly_skipped > limit:
        yield f"If more than {limit:,} are skipped, the job fails."


def _rules(fates: Mapping[Fate, int], codes: Callable[[Fate], Iterable[str]]) -> dict[str, int]:
    numbers: Counter[str] = Counter()
    for fate, number in fates.items():
        if number:
            numbers.update(dict.fromkeys(codes(fate), number))
    return dict(sorted(numbers.items(), key=lambda each: (-each[1], each[0])))


def _listed(rules: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {number:,}" for code, number in rules.items())
