"""What a submission is doing at the moment, for whoever waits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Stage:
    """A step in words. Where bytes are sent, `done` of `size` have gone out."""

    words: str
    done: int = 0
    size: int = 0


Tell: TypeAlias = Callable[[Stage], None]


def untold(stage: Stage) -> None:
    """For those whom nobody waits for."""
