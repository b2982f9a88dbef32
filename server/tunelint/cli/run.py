"""One run over all the datasets that a command line names."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from tunelint.cli.checked import CheckedFile
from tunelint.cli.datasets import STANDARD_INPUT, NoDataset, datasets
from tunelint.cli.outcome import told
from tunelint.config.hints import oddities
from tunelint.config.pairs import unreadable
from tunelint.config.settings import Settings, SettingsError
from tunelint.dataset.partner import Partner
from tunelint.engine.partner import read_partner
from tunelint.engine.tally import Counts
from tunelint.forecast import Forecast

SettingsFor = Callable[[Path], Settings]
Open = Callable[[str, Settings, Partner | None], CheckedFile]


class Run:
    """Iterating gives the datasets, each of which is iterated for its findings before the next.

    What can't be read is named on standard error, and the rest goes on. The sums are complete
    when the iteration is; `forecasts` are by the names of the files, and rest on less where a file
    is checked by selected rules only (`is_selective`). `open_file` makes what is iterated of a
    dataset.
    """

    def __init__(
        self, paths: Iterable[str], settings_for: SettingsFor, open_file: Open = CheckedFile
    ) -> None:
        self.files = 0
        self.examples = 0
        self.counts: Counts = Counter()
        self.forecasts: dict[str, Forecast] = {}
        self.is_selective = False
        self.failed = False
        self._paths = paths
        self._settings_for = settings_for
        self._open_file = open_file
        self._said: set[str] = set()
        # Several training files in a row may have one validation file.
        self._read_partner = lru_cache(maxsize=1)(read_partner)

    def __iter__(self) -> Iterator[CheckedFile]:
        """The datasets, in the order of the command line."""
        for path in self._paths:
            try:
                for name in datasets(path, self._pass_over):
                    settings = self._settings(name)
                    if settings:
                        checked = self._open_file(name, settings, self._partner(settings))
                        yield checked
                        self._count(checked)
            except NoDataset as error:
                self._fail(str(error))
            except OSError as error:
                self._pass_over(error)

    def _count(self, checked: CheckedFile) -> None:
        self.counts += checked.counts
        if checked.failure:
            self._fail(checked.failure)
        else:
            self.files += 1
            self.examples += checked.examples
        if checked.forecast:
            self.forecasts[checked.name] = checked.forecast

    def _settings(self, name: str) -> Settings | None:
        try:
            settings = self._settings_for(Path(name))
        except SettingsError as error:
            self._fail(str(error))
            return None
        for _, hint in oddities(settings):
            self._say(f"hint: {hint}")
        self.is_selective |= bool(settings.select)
        return settings

    def _partner(self, settings: Settings) -> Partner | None:
        """What belongs to a dataset. Standard input does not, for it can be read only once."""
        file = settings.partner_file
        if file is None or file.path.name == STANDARD_INPUT:
            return None
        try:
            return self._read_partner(file, settings.method)
        except OSError as error:
            self._fail(str(unreadable(file, error)))
            return None

    def _pass_over(self, error: OSError) -> None:
        self._fail(told(error))

    def _fail(self, message: str) -> None:
        self.failed = True
        self._say(f"tunelint: {message}")

    def _say(self, text: str) -> None:
        """Say it once, for many files may have the same configuration."""
        if text not in self._said:
            self._said.add(text)
            print(text, file=sys.stderr)
