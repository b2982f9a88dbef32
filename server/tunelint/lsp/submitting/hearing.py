"""What services said of lines in all jobs, as far as it is known which lines these were."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tunelint.lsp.documents.line_remarks import Heard
from tunelint.submission import JobRecord
from tunelint.submission.lines import LinesSent


def heard(records: Iterable[JobRecord], lines: LinesSent) -> Iterator[Heard]:
    """The remarks of each file's youngest job: what an older one met is mended, or met again."""
    known: set[Path] = set()
    for record in records:
        if record.job_id or record.heard:
            paths = {Path(file.path) for file in record.files} - known
            yield from _heard(record, paths, lines)
            known |= paths


def _heard(record: JobRecord, paths: set[Path], lines: LinesSent) -> Iterator[Heard]:
    sent = {each.sha256: lines.of(each.sha256) for each in record.heard}
    for each in record.heard:
        row = each.row
        if each.path in paths and row is not None and 0 <= row < len(sent[each.sha256]):
            line = sent[each.sha256][row]
            yield Heard(each.path, line, row, each.column, each.level, each.text)
