"""Which settings hold for a dataset: those of the nearest configuration, and above it, options."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from tunelint.config.baseline import read_baseline
from tunelint.config.file import Configuration, find_file, is_file, read_file
from tunelint.config.keys import BASELINE_NAME, Values
from tunelint.config.layers import above, ignored, severities
from tunelint.config.pairs import KEY as PAIRS
from tunelint.config.pairs import partner_file
from tunelint.config.settings import Settings
from tunelint.config.values import absolute
from tunelint.dataset.method import Method
from tunelint.images import Fetched, Inspect, inspect, nothing_fetched
from tunelint.profiles import DEFAULT

NOTHING: frozenset[str] = frozenset()


class Resolver:
    """Finds the settings of datasets. What was read from the disk once is not read again.

    `options` win over configuration files. One `file` in place of those that would be found can
    be named, or none be looked for (`isolated`). `home` is the folder of the baseline where there
    is no configuration. `lenient` is said of files that nobody named; `inspect` is how images are
    looked at, and `fetched` tells what is known of those behind URLs.
    """

    def __init__(
        self,
        options: Values | None = None,
        *,
        file: Path | None = None,
        isolated: bool = False,
        home: Path | None = None,
        lenient: bool = False,
        inspect: Inspect = inspect,
        fetched: Fetched = nothing_fetched,
    ) -> None:
        self._options = options or {}
        self._file = absolute(file) if file else None
        self._isolated = isolated
        self._home = home
        self._lenient = lenient
        self._inspect = inspect
        self._fetched = fetched
        self._find = cache(find_file)
        self._read = cache(read_file)
        self._read_baseline = cache(read_baseline)

    def resolve(self, path: Path) -> Settings:
        """The settings for a dataset. Raises `FileError`."""
        file, named = self.baseline_file(path), self._values(absolute(path)).get("baseline")
        known = self._read_baseline(file) if file else {}
        missing = named if named and not is_file(named) else None
        return replace(self.resolve_anew(path), baseline=known, missing_baseline=missing)

    def resolve_anew(self, path: Path) -> Settings:
        """The settings for a dataset of which nothing is known already. Raises `FileError`."""
        path = absolute(path)
        values = self._values(path)
        pairs = values.get(PAIRS, {})
        return Settings(
            profile=values.get("profile", DEFAULT),
            model=values.get("model", ""),
            method=Method(values["method"]) if "method" in values else None,
            epochs=values.get("epochs"),
            select=values.get("select", NOTHING),
            extend_select=values.get("extend-select", NOTHING),
            ignore=ignored(values) | _ignored_in(path, values),
            severities=severities(values),
            thresholds=_thresholds(values),
            partner_file=partner_file(path, pairs, self.says(PAIRS, path)),
            lenient=self._lenient and path not in {*pairs.keys(), *pairs.values()},
            inspect=self._inspect,
            fetched=self._fetched,
        )

    def configuration(self, path: Path) -> Path | None:
        """The configuration file that holds for a dataset."""
        if self._file or self._isolated:
            return self._file
        return self._find(absolute(path).parent)

    def says(self, key: str, path: Path) -> Configuration | None:
        """The configuration file that sets a key for a dataset, unless options do."""
        file = self.configuration(path)
        says = self._read(file) if file and key not in self._options else None
        return says if says and key in says.values else None

    def baseline_file(self, path: Path) -> Path | None:
        """Where the baseline of a dataset is, or would be written."""
        path = absolute(path)
        named = self._values(path).get("baseline")
        file = self.configuration(path)
        folder = file.parent if file else self._home
        return named or (folder / BASELINE_NAME if folder else None)

    def _values(self, path: Path) -> Values:
        file = self.configuration(path)
        return above(self._options, self._read(file).values) if file else self._options


def _ignored_in(path: Path, values: Values) -> frozenset[str]:
    patterns = values.get("per-file-ignores", {})
    return NOTHING.union(*(codes for pattern, codes in patterns.items() if pattern.matches(path)))


def _thresholds(values: Values) -> dict[str, int]:
    return {name.replace("-", "_"): value for name, value in values.get("thresholds", {}).items()}
