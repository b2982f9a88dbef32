"""Looks at a file that is to be sent: what the service would do with it, and what it costs."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tunelint.assist.size import measure
from tunelint.config.settings import Settings
from tunelint.cost import Tokens
from tunelint.dataset.method import Method
from tunelint.engine.partner import read_partner
from tunelint.engine.reading import RowReader
from tunelint.engine.stream import Hit, StreamCheck
from tunelint.forecast import Forecast, forecast
from tunelint.rules.finding import Consequence
from tunelint.submission.contents import Content
from tunelint.submission.lines import fingerprints
from tunelint.text.fingerprint import fingerprint

MOST_REASONS = 20
"""How many findings are kept to say why a file is refused."""

OnBytes = Callable[[int], None]


class Holds(NamedTuple):
    """What is in a file, summed up; `linked` are the images that stand elsewhere.

    The `lines` are what each is known by.
    """

    tokens: Tokens
    images: int
    linked: int
    lines: "array[int]"


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
    holds = _summed(path, settings, on_bytes)
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


def _summed(path: Path, settings: Settings, on_bytes: OnBytes) -> Holds:
    """Goes through the file once more, which `on_bytes` may end as well."""
    low = high = images = linked = 0
    lines = fingerprints(())
    with path.open("rb") as stream:
        for line in RowReader(stream, lambda _: on_bytes(0)):
            lines.append(fingerprint(line))
            size = measure(line, settings.service, settings.fetched)
            if size:
                low, high = low + size.tokens.low, high + size.tokens.high
                images, linked = images + size.images, linked + size.linked
    return Holds(Tokens(low, high), images, linked, lines)
