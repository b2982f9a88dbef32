"""One run over all the datasets that a command line names."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from tunelint.cli.datasets import STANDARD_INPUT, NoDataset, datasets
from tunelint.cli.progress import Progress
from tunelint.config.settings import Settings
from tunelint.engine.stream import Hit, StreamCheck
from tunelint.rules.finding import Severity


class Run:
    """Iterating checks the datasets and gives each finding with the name of its file.

    What can't be read is named on standard error, and the rest goes on. The sums are complete
    when the iteration is.
    """

    def __init__(self, paths: Iterable[str], settings: Settings) -> None:
        self.files = 0
        self.examples = 0
        self.found: Counter[Severity] = Counter()
        self.failed = False
        self._paths = paths
        self._settings = settings

    def __iter__(self) -> Iterator[tuple[str, Hit]]:
        """The findings, file after file."""
        for path in self._paths:
            try:
                for name in datasets(path):
                    yield from self._check(name)
            except NoDataset as error:
                self._fail(str(error))
            except OSError as error:
                self._fail(f"{error.filename}: {error.strerror}")

    def _check(self, name: str) -> Iterator[tuple[str, Hit]]:
        shown = "<stdin>" if name == STANDARD_INPUT else name
        try:
            with _opened(name) as stream, Progress(shown, stream) as progress:
                checked = StreamCheck(stream, self._settings, progress.advance)
                for hit in checked:
                    progress.clear()
                    self.found[hit.placed.finding.severity] += 1
                    yield shown, hit
        except OSError as error:
            self._fail(f"{shown}: {error.strerror or error}")
            return
        self.files += 1
        self.examples += checked.totals.examples

    def _fail(self, message: str) -> None:
        self.failed = True
        print(f"tunelint: {message}", file=sys.stderr)


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if name == STANDARD_INPUT else Path(name).open("rb")
