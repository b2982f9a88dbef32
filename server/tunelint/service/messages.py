"""Reads what a service says of a bad file: which lines it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMBER = r"(\d{1,15})"
EXAMPLE = re.compile(rf"Example {NUMBER}(?:, message {NUMBER})?")
LINE = re.compile(rf"\(line {NUMBER}\)")
COLUMN = re.compile(rf"line 1 column {NUMBER}")
DETAILS = re.compile(r"(?:Details\s*-\s*)?Samples of lines per error type:", re.I)
SAMPLES = re.compile(
    r"([^:;]{1,200}?):\s*Line numbers\s*-->\s*(\d{1,15}(?:\s*,\s*\d{1,15})*)[\s,.]*;?\s*", re.I
)
BETWEEN = " .,;\n"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that a service has against a file, in its own words.

    `lines` are counted from 1; none are named where it means the file. Within the one line,
    `column` is a character and `message` a message, from 1 as well, if they are told.
    """

    text: str
    lines: tuple[int, ...] = ()
    column: int | None = None
    message: int | None = None


def complaints(message: str) -> tuple[Complaint, ...]:
    """What a message of a job's, a file's or an event's says of the file that was sent."""
    message = message.strip()
    summary, *details = DETAILS.split(message, maxsplit=1)
    if details:
        return (Complaint(f"{summary.rstrip(BETWEEN)}."), *_samples(details[0]))
    return tuple(_examples(message)) or tuple(_samples(message)) or _whole(message)


def _examples(message: str) -> Iterator[Complaint]:
    """A complaint for each example that is named, up to where the next one is."""
    found = [*EXAMPLE.finditer(message)]
    ends = [match.start() for match in found[1:]] + [len(message)]
    for match, end in zip(found, ends, strict=False):
        words = message[match.start() : end].strip(" ;,\n")
        column = COLUMN.search(words)
        yield Complaint(
            words,
            (int(match[1]),),
            column=int(column[1]) if column else None,
            message=int(match[2]) if match[2] else None,
        )


def _samples(details: str) -> Iterator[Complaint]:
    """A complaint for each kind of fault that lines are listed of."""
    for match in SAMPLES.finditer(details):
        yield Complaint(match[1].strip(BETWEEN), tuple(map(int, match[2].split(","))))


def _whole(message: str) -> tuple[Complaint, ...]:
    lines = tuple(int(match[1]) for match in LINE.finditer(message))
    return (Complaint(message, lines),) if message else ()
