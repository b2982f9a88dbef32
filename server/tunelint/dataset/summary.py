"""What a file remembers of each line, and the sums over its lines that file rules judge."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from tunelint.dataset.method import Method, method_of_file


class Summary(NamedTuple):
    """One line: a non-blank one is an example, broken or not. `method` None means undecided."""

    is_example: bool
    method: Method | None
    has_images: bool


BLANK = Summary(is_example=False, method=None, has_images=False)
BROKEN = Summary(is_example=True, method=None, has_images=False)


@dataclass(slots=True)
class Totals:
    """Sums over a file's lines. Adding a line and taking it away are each other's inverse."""

    examples: int = 0
    image_examples: int = 0
    methods: Counter[Method | None] = field(default_factory=Counter)

    def add(self, summary: Summary, times: int = 1) -> None:
        """Count a line; with `times` -1, take it away."""
        if summary.is_example:
            self.examples += times
            self.image_examples += times * summary.has_images
            self.methods[summary.method] += times

    @property
    def method(self) -> Method:
        """The method of the file."""
        return method_of_file(self.methods)
