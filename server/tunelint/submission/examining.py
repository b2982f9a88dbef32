"""Looks at a file that is to be sent: what the service would do with it, and what it costs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tunelint.assist.lines import example_on
from tunelint.config.settings import Settings
from tunelint.cost import Tokens, example_tokens
from tunelint.dataset.method import Method
from tunelint.engine.partner import read_partner
from tunelint.engine.reading import RowReader
from tunelint.engine.stream import Hit, StreamCheck
from tunelint.forecast import Forecast, forecast
from tunelint.profiles import Profile
from tunelint.rules.finding import Consequence
from tunelint.rules.image_urls import FETCHED
from tunelint.submission.contents import Content

MOST_REASONS = 20
"""How many findings are kept to say why a file is refused."""

OnBytes = Callable[[int], None]


class Holds(NamedTuple):
    """What is in a file, summed up; `linked` are the images that stand elsewhere."""

    tokens: Tokens
    images: int
    linked: int


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was checked as it stood on the disk.

    `reasons` are the first findings for which the service would reject it.
    """

    content: Content
    settings: Settings
    method: Method | None
    forecast: Forecast
    holds: Holds
    reasons: tuple[Hit, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the service would reject it for certain, so that it is not sent."""
        return bool(self.forecast.rejected_by)


def examine(path: Path, settings: Settings, on_bytes: OnBytes = lambda _: None) -> Examined:
    """Check a file. Raises `OSError`, and `FileChanged` when it is written to meanwhile."""
    content, service = Content.read(path), settings.service
    other = settings.partner_file
    partner = read_partner(other, settings.method) if other else None
    reasons: list[Hit] = []
    with path.open("rb") as stream:
        check = StreamCheck(stream, settings, on_bytes, partner)
        for hit in check:
            if len(reasons) < MOST_REASONS and _rejects(hit):
                reasons.append(hit)
    holds = _summed(path, service)
    content.check()
    return Examined(
        content,
        settings,
        check.totals.method,
        forecast(check.tally.fates, check.totals.examples, service),
        holds,
        tuple(reasons),
    )


def _rejects(hit: Hit) -> bool:
    finding = hit.placed.finding
    return finding.certain and finding.consequence is Consequence.REJECTS_FILE


def _summed(path: Path, service: Profile) -> Holds:
    low = high = images = linked = 0
    with path.open("rb") as stream:
        for line in RowReader(stream):
            example = example_on(line)
            if example is None or not example.messages:
                continue
            tokens = example_tokens(example, service)
            low, high = low + tokens.low, high + tokens.high
            images += len(example.images)
            linked += sum(FETCHED.match(image.url) is not None for image in example.images)
    return Holds(Tokens(low, high), images, linked)
