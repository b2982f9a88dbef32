"""What was found out about lines, for as long as they are there."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """Asks about each line once, however often it stands in a file and wherever it is moved to.

    A line is known by its bytes, of which Python remembers the hash. Any thread may ask.
    """

    def __init__(self, ask: Callable[[bytes], T]) -> None:
        self._ask = ask
        self._known: dict[bytes, T] = {}

    def of(self, line: bytes) -> T:
        """The answer for a line."""
        return self._known[line] if line in self._known else self._ask(line)

    def all(self, lines: Iterable[bytes]) -> Iterator[T]:
        """The answers for all lines of a file; behind the last one, other lines are forgotten.

        Whoever ends earlier keeps what was known before, too.
        """
        known: dict[bytes, T] = {}
        others = self._known
        try:
            for line in lines:
                if line not in known:
                    known[line] = self.of(line)
                yield known[line]
            others = {}
        finally:
            self._known = {**others, **known}

    def forget(self, is_outdated: Callable[[T], bool]) -> None:
        """Ask again about the lines with such answers."""
        self._known = {
            line: answer for line, answer in self._known.items() if not is_outdated(answer)
        }
