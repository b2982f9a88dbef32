"""What a check is told: the service's profile, and which rules to ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tunelint.dataset.method import Method
from tunelint.profiles import DEFAULT, NAMES
from tunelint.rules.finding import Severity
from tunelint.rules.registry import BY_CODE
from tunelint.rules.wording import choice, nearest


class SettingsError(ValueError):
    """A setting that can't be followed; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a dataset is to be checked. An empty `select` means every rule.

    `lenient` is for files that nobody said to be for training: of those that don't look like it,
    nothing else is said.

    Raises `SettingsError` when a profile or a rule does not exist.
    """

    profile: str = DEFAULT
    model: str = ""
    method: Method | None = None
    epochs: int | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    thresholds: Mapping[str, int] = field(default_factory=dict)
    lenient: bool = False

    def __post_init__(self) -> None:
        if self.profile not in NAMES:
            raise SettingsError(f'There is no profile "{self.profile}". Use {choice(NAMES)}.')
        for code in sorted(self.select | self.ignore):
            require_rule(code)

    def asks_for(self, code: str) -> bool:
        """Whether the rule is selected and not ignored."""
        return code not in self.ignore and (not self.select or code in self.select)


def require_rule(code: str) -> None:
    """Raise `SettingsError` when there is no such rule."""
    if code not in BY_CODE:
        meant = nearest(code, BY_CODE)
        hint = f' Did you mean "{meant}"?' if meant else " `tunelint rules` lists them."
        raise SettingsError(f'There is no rule "{code}".{hint}')


def codes(listed: Iterable[str]) -> frozenset[str]:
    """Codes from comma-separated lists, as they stand on a command line."""
    return frozenset(code.strip() for text in listed for code in text.split(",") if code.strip())
