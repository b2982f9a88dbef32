"""How the one example in a view is checked: as in its dataset, but for what is about all of it."""

from dataclasses import replace
from typing import NamedTuple

from tunelint.assist.view.view import View
from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.dataset.summary import Totals
from tunelint.engine.open_dataset import OpenDataset
from tunelint.rules.registry import RULES
from tunelint.rules.subjects import LackingKeys, MultilineValue, Repeat, Shared, Skips
from tunelint.text.columns import Unit, decode

ABOUT_FILES = (LackingKeys, MultilineValue, Repeat, Shared, Skips, Totals)

IGNORED = frozenset(rule.code for rule in RULES if rule.subject in ABOUT_FILES) | {"blank-line"}


class OneExample(OpenDataset):
    """The example in a view, as a dataset of one row.

    It is checked as it is written there, so that a line end in a string is told as one.
    """

    def __init__(self, settings: Settings, unit: Unit) -> None:
        super().__init__("", settings, unit)
        self._written = b""

    def show(self, view: View) -> None:
        """Take what that view says in place of the whole text."""
        self._written = view.written
        self.reset(decode(view.row))

    def written(self, row: int) -> bytes:
        """The text of the view, payloads in it."""
        return self._written


class Siblings(NamedTuple):
    """What the other examples of a dataset tell of one: its method, and that it is for training."""

    method: Method | None
    are_for_training: bool

    @classmethod
    def of(cls, dataset: OpenDataset) -> "Siblings":
        """What the examples of a dataset tell that is checked."""
        return cls(dataset.method, dataset.is_for_training)


def settings_of_example(settings: Settings, siblings: Siblings | None) -> Settings:
    """The settings of a dataset for one of its examples, be the others known or not."""
    return replace(
        settings,
        method=siblings.method if siblings else settings.method,
        lenient=siblings is not None and not siblings.are_for_training,
        ignore=settings.ignore | IGNORED,
        partner_file=None,
    )
