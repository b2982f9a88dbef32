"""One dataset of a run: its findings, and what is known of it once they are told."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from tunelint.cli.datasets import STANDARD_INPUT
from tunelint.cli.progress import of_check
from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.dataset.partner import Partner
from tunelint.engine.stream import Hit, StreamCheck
from tunelint.engine.tally import Counts
from tunelint.forecast import Forecast, forecast


class CheckedFile:
    """Iterating checks the file, once, and gives its findings. The rest is known when it is done.

    `failure` says why the file could not be read, and is empty when it could. There is no forecast
    of what could not be read, nor of a file that is for something else than training.
    """

    def __init__(self, path: str, settings: Settings, partner: Partner | None) -> None:
        self.name = "<stdin>" if path == STANDARD_INPUT else path
        self.examples = 0
        self.method: Method | None = None
        self.counts: Counts = Counter()
        self.forecast: Forecast | None = None
        self.failure = ""
        self._path = path
        self._settings = settings
        self._partner = partner

    def __iter__(self) -> Iterator[Hit]:
        """The findings."""
        try:
            with _opened(self._path) as stream, of_check(self.name, stream) as progress:
                check = StreamCheck(stream, self._settings, progress.advance, self._partner)
                for hit in check:
                    finding = hit.placed.finding
                    self.counts[finding.code, finding.severity] += 1
                    progress.clear()
                    yield hit
        except OSError as error:
            self.failure = f"{self.name}: {error.strerror or error}"
            return
        self._conclude(check)

    def _conclude(self, check: StreamCheck) -> None:
        """Take over what a check knows when it is done."""
        self.examples, self.method = check.totals.examples, check.totals.method
        if check.totals.is_for_training:
            service = self._settings.service
            self.forecast = forecast(check.tally.fates, self.examples, service)


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == STANDARD_INPUT else Path(path).open("rb")
