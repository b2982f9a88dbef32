"""One dataset of a run that fixes, and where what comes of it goes."""

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Protocol, Self, cast

from tunelint.cli.checked import CheckedFile
from tunelint.cli.datasets import STANDARD_INPUT
from tunelint.cli.diff import write_diff
from tunelint.cli.progress import of_fixing
from tunelint.cli.rewriting import Rewriting
from tunelint.config.settings import Settings
from tunelint.dataset.partner import Partner
from tunelint.engine.fixing import Wanted
from tunelint.engine.mending import Surroundings
from tunelint.engine.stream import Hit
from tunelint.engine.stream_fixing import Fixed, StreamFixing


@dataclass(slots=True)
class Fixing:
    """What a run is to fix, whether only to show it, and what it did so far.

    `fixed` is counted by rule. `offered` counts what has a fix that was not wanted, and `files`
    the datasets with something fixed.
    """

    wanted: Wanted
    shows_only: bool
    fixed: Counter[str] = field(default_factory=Counter)
    offered: int = 0
    files: int = 0

    def open_file(self, path: str, settings: Settings, partner: Partner | None) -> CheckedFile:
        """A dataset of the run."""
        return FixedFile(path, settings, partner, self)

    def count(self, fixed: Fixed) -> None:
        """Add what was done to a dataset."""
        self.fixed += fixed.fixed
        self.offered += fixed.offered
        self.files += bool(fixed.fixed)


class FixedFile(CheckedFile):
    """Iterating fixes the file, and gives nothing. The rest is known then, of what is left."""

    def __init__(
        self, path: str, settings: Settings, partner: Partner | None, fixing: Fixing
    ) -> None:
        super().__init__(path, settings, partner)
        self._fixing = fixing

    def __iter__(self) -> Iterator[Hit]:
        """Nothing: what is left is only counted."""
        with ExitStack() as streams:
            try:
                fixed = self._fix(streams.enter_context(self._place()))
            except OSError as error:
                self.failure = f"{self.name}: {error.strerror or error}"
                return
            self._show(fixed)
        self.counts = +fixed.check.tally.counts
        self._conclude(fixed.check)
        self._fixing.count(fixed)
        yield from ()

    def _fix(self, place: "Place") -> Fixed:
        with of_fixing(self.name) as progress:
            fixing = StreamFixing(
                self._settings,
                self._around(),
                self._fixing.wanted,
                self._partner,
                progress.advance,
            )
            fixed = fixing.fix(place.source, place.new)
            place.finish(fixed)
        return fixed

    def _show(self, fixed: Fixed) -> None:
        if self._fixing.shows_only:
            write_diff(self.name, fixed, sys.stdout)
        elif self._path == STANDARD_INPUT:
            _write_out(fixed)

    def _around(self) -> Surroundings:
        """Images come from the folder of the dataset only, for it may be anybody's."""
        if self._path == STANDARD_INPUT:
            return Surroundings()
        return Surroundings(Path(self._path).absolute().parent)

    def _place(self) -> "AbstractContextManager[Place]":
        if self._fixing.shows_only or self._path == STANDARD_INPUT:
            return Aside(self._path)
        return Rewriting(Path(self._path))


class Place(Protocol):
    """Where a dataset is read, and what comes of it is written."""

    source: BinaryIO

    def new(self) -> BinaryIO:
        """A stream to write."""

    def finish(self, fixed: Fixed) -> None:
        """Put the fixed dataset where it belongs."""


class Aside:
    """A dataset that stays as it is; what comes of it is only shown."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._open: list[BinaryIO] = []

    def __enter__(self) -> Self:
        if self._path == STANDARD_INPUT:
            self.source = self.new()
            shutil.copyfileobj(sys.stdin.buffer, self.source)
        else:
            self.source = Path(self._path).open("rb")
            self._open.append(self.source)
        return self

    def __exit__(self, *_: object) -> None:
        for stream in self._open:
            stream.close()

    def new(self) -> BinaryIO:
        """A file without a name."""
        stream = cast(BinaryIO, TemporaryFile())  # noqa: SIM115
        self._open.append(stream)
        return stream

    def finish(self, fixed: Fixed) -> None:
        """Nothing is put anywhere."""


def _write_out(fixed: Fixed) -> None:
    fixed.stream.seek(0)
    shutil.copyfileobj(fixed.stream, sys.stdout.buffer)
    sys.stdout.buffer.flush()
