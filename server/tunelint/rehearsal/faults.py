"""What goes wrong on demand: `429@create-file*2`, `drop-answer@create-job`, `503%20`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from random import Random

DROP = "drop"
DROP_ANSWER = "drop-answer"
SLOW = "slow"
EXPIRE = "expire"
FAIL = "fail"
SHUFFLE = "shuffle"
REPEAT = "repeat"

KINDS = {
    DROP: "drop the connection before anything is done",
    DROP_ANSWER: "do what was asked for, and drop the connection in place of the answer",
    SLOW: "send the answer in small pieces, with pauses",
    EXPIRE: "let the upload expire (uploads and their parts)",
    FAIL: "let the job fail after its files were validated (create-job)",
    SHUFFLE: "tell the events out of order (list-events)",
    REPEAT: "tell some events twice (list-events)",
}
"""What can go wrong, besides any status from 400 to 599."""

HEADER = "x-rehearsal-fault"
"""The header field that asks for faults of its own request."""

RETRY_AFTER = {429, 503}
SPELLING = re.compile(
    r"(?P<kind>[a-z0-9-]+)(@(?P<where>[a-z-]+))?((\*(?P<times>\d+))|(%(?P<percent>\d+)))?"
)


class FaultError(ValueError):
    """No fault is spelled like that; the message is for the user."""


@dataclass(slots=True)
class Fault:
    """Something that goes wrong, at one operation or at all of them.

    It happens so many times, or to that share of the requests, or always.
    """

    kind: str
    where: str = ""
    times: int | None = None
    percent: int | None = None

    @classmethod
    def read(cls, text: str, operations: Collection[str]) -> Fault:
        """The fault that a text spells. Raises `FaultError`."""
        match = SPELLING.fullmatch(text.strip())
        if match is None:
            raise FaultError(f'"{text}" is no fault; it would read like 429@create-file*2.')
        kind, where = match["kind"], match["where"] or ""
        if kind not in KINDS and not (kind.isdigit() and 400 <= int(kind) < 600):
            raise FaultError(f'"{kind}" is no fault: a status from 400 on, or {", ".join(KINDS)}.')
        if where and where not in operations:
            raise FaultError(f'"{where}" is no operation: {", ".join(operations)}.')
        times, percent = match["times"], match["percent"]
        return cls(kind, where, int(times) if times else None, int(percent) if percent else None)

    def __str__(self) -> str:
        where = f"@{self.where}" if self.where else ""
        times = f"*{self.times}" if self.times is not None else ""
        percent = f"%{self.percent}" if self.percent is not None else ""
        return self.kind + where + times + percent


class Faults:
    """The faults that are still to come."""

    def __init__(self, operations: Collection[str], chance: Random) -> None:
        self._operations = operations
        self._chance = chance
        self._faults: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        """The faults, in the order in which they were asked for."""
        return iter(self._faults)

    def set(self, texts: Iterable[str]) -> None:
        """Let these faults happen from now on, and no others. Raises `FaultError`."""
        self._faults = [Fault.read(text, self._operations) for text in texts]

    def draw(self, operation: str, asked: str) -> frozenset[str]:
        """What goes wrong with a request; `asked` are faults that it asks for itself."""
        own = [Fault.read(text, self._operations) for text in asked.split(",") if text.strip()]
        happening = [fault for fault in self._faults if self._happens(fault, operation)]
        return frozenset(fault.kind for fault in (*own, *happening))

    def _happens(self, fault: Fault, operation: str) -> bool:
        if fault.where not in ("", operation) or fault.times == 0:
            return False
        if fault.percent is not None:
            return self._chance.random() * 100 < fault.percent
        if fault.times is not None:
            fault.times -= 1
        return True


def status_of(kinds: Iterable[str]) -> int | None:
    """The status that is answered in place of anything else, if any is."""
    return next((int(kind) for kind in sorted(kinds) if kind.isdigit()), None)


def waiting_fields(status: int) -> dict[str, str]:
    """The header fields that say how long to wait before the next try."""
    if status not in RETRY_AFTER:
        return {}
    return {"Retry-After": "1", "retry-after-ms": "250"}
