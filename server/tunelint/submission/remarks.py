"""What a service says of the lines of a file that was sent to it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tunelint.service import Event, Job, complaints
from tunelint.submission.delivery import ContentRejected
from tunelint.submission.records import JobRecord, SentFile
from tunelint.submission.remark import Remark

ERROR, WARNING = "error", "warning"
FILE = re.compile("(training|validation)[ _]file", re.I)


def remarks(record: JobRecord, job: Job, events: Iterable[Event] = ()) -> tuple[Remark, ...]:
    """What a job's error says, and what its events say of lines; each thing once."""
    found: dict[Remark, None] = {}
    if job.error:
        file = _meant(record, f"{job.error.param} {job.error.message}")
        found.update(dict.fromkeys(_said(job.error.message, file, ERROR)))
    for event in events:
        if event.level in (ERROR, WARNING):
            file = _meant(record, event.message)
            lines = (
                each for each in _said(event.message, file, event.level) if each.row is not None
            )
            found.update(dict.fromkeys(lines))
    return tuple(found)


def remarks_on_rejection(error: ContentRejected) -> tuple[Remark, ...]:
    """What was said of a file that could not be processed."""
    file = SentFile(str(error.content.path), error.content.sha256)
    return tuple(_said(error.message, file, ERROR))


def _meant(record: JobRecord, words: str) -> SentFile:
    """The file that words are about: the one that they name first."""
    named = FILE.search(words)
    is_validation = named and named[1].lower() == "validation"
    return record.validation if is_validation and record.validation else record.training


def _said(message: str, file: SentFile, level: str) -> Iterator[Remark]:
    for complaint in complaints(message):
        column = complaint.column - 1 if complaint.column else None
        for line in complaint.lines or (None,):
            row = line - 1 if line else None
            yield Remark(Path(file.path), file.sha256, row, column, level, complaint.text)
