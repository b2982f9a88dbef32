"""What is remembered of submissions, so that they go on after a break. Nothing secret is in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from platformdirs import user_state_path

from tunelint.config.values import absolute
from tunelint.files import own_folder, write_whole
from tunelint.service import Api, Endpoint, Intent, Job, Upload
from tunelint.submission.contents import Content, Stamp
from tunelint.submission.lines import LinesSent
from tunelint.submission.plan import Plan
from tunelint.submission.remark import Remark
from tunelint.submission.seen import Seen
from tunelint.submission.typed import is_typed

GONE = "gone"
"""How a job ended that the service does not know any more."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent: where it stands on the disk, its hash, and the service's id for it."""

    path: str
    sha256: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job that was wanted. `told` are the ids of the events that were told already.

    `ended` is the status that it ended in, empty until that was told. `seen` is how it was last
    seen; its method is the one that was asked for where the service tells none. `heard` is what
    the service said of lines.
    """

    key: str
    api: str
    base: str
    version: str
    model: str
    suffix: str
    intent: Intent
    training: SentFile
    validation: SentFile | None = None
    job_id: str = ""
    told: tuple[str, ...] = ()
    ended: str = ""
    seen: Seen = field(default_factory=Seen)
    heard: tuple[Remark, ...] = ()

    @property
    def endpoint(self) -> Endpoint:
        """Where the job is."""
        return Endpoint(Api(self.api), self.base, self.version)

    @property
    def files(self) -> tuple[SentFile, ...]:
        """The files of the job."""
        return tuple(filter(None, (self.training, self.validation)))

    def made(self, job: Job) -> JobRecord:
        """The record of the job that was made. What was said of its files before is over."""
        return replace(self, job_id=job.id, heard=()).saw(job)

    def saw(self, job: Job) -> JobRecord:
        """The record with the job as it is now."""
        seen = Seen.of(job)
        return replace(self, seen=replace(seen, method=seen.method or self.seen.method))


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file on its way. `stamp` is how it stood on the disk when it was begun to be sent."""

    id: str = ""
    stamp: Stamp | None = None
    upload: Upload | None = None


class Records:
    """The records in a folder of the user's. Each is written in one step."""

    def __init__(self, folder: Path | None = None) -> None:
        root = folder or own_folder(user_state_path)
        self.lines = LinesSent(root / "lines")
        self._jobs, self._files, self._locks = root / "jobs", root / "files", root / "locks"

    def wanted(self, plan: Plan, intent: Intent) -> JobRecord:
        """The record of a job that is still wanted: the one there is, or a new one of that intent.

        A job whose end was told is not wanted any more: the same plan means another one then, of
        an intent of its own. Nothing is written down.
        """
        known = [*self.jobs()]
        open_ones = (each for each in known if each.key == plan.key and not each.ended)
        is_used = any(each.intent.id == intent.id for each in known)
        return next(open_ones, None) or _new(plan, Intent(intent.at) if is_used else intent)

    def jobs(self) -> Iterator[JobRecord]:
        """All jobs, the youngest first."""
        records = filter(None, map(_job, _tables(self._jobs)))
        yield from sorted(records, key=lambda record: record.intent.at, reverse=True)

    def of_intent(self, intent_id: str) -> JobRecord | None:
        """The record of an intent, unless it was forgotten."""
        return next((each for each in self.jobs() if each.intent.id == intent_id), None)

    def of_job(self, job_id: str, endpoint: Endpoint) -> JobRecord | None:
        """The record of a job that the service names."""
        return next(
            (
                record
                for record in self.jobs()
                if record.job_id == job_id and record.endpoint.origin == endpoint.origin
            ),
            None,
        )

    def keep(self, record: JobRecord) -> None:
        """Write a job down."""
        _write(self._job(record), asdict(record))

    def begin(self, record: JobRecord, plan: Plan) -> None:
        """Write down what is about to be ordered, and what the lines of its files are."""
        self.keep(record)
        for each in plan.files:
            self.lines.keep(each.content.sha256, each.holds.lines)

    def renew(self, record: JobRecord) -> None:
        """Write down what became of a job, unless it was forgotten meanwhile."""
        if self._job(record).exists():
            self.keep(record)

    def forget(self, record: JobRecord) -> None:
        """Remove a record. The job itself stays what it is."""
        self._job(record).unlink(missing_ok=True)
        self.lines.keep_only(file.sha256 for each in self.jobs() for file in each.files)

    def file(self, content: Content, endpoint: Endpoint) -> FileRecord:
        """What is known of a content's way to an endpoint."""
        return _file(_table(self._file(content, endpoint)))

    def keep_file(self, content: Content, endpoint: Endpoint, record: FileRecord) -> None:
        """Write down how far a content is on its way to an endpoint."""
        _write(self._file(content, endpoint), asdict(record))

    def lock(self, plan: Plan) -> Path:
        """What whoever submits a plan holds."""
        return self._locks / f"{plan.key}.lock"

    def file_lock(self, content: Content, endpoint: Endpoint) -> Path:
        """What whoever brings a content to an endpoint holds."""
        return self._locks / f"{_way(content, endpoint)}.lock"

    def _job(self, record: JobRecord) -> Path:
        return self._jobs / f"{record.intent.id}.json"

    def _file(self, content: Content, endpoint: Endpoint) -> Path:
        return self._files / f"{_way(content, endpoint)}.json"


def _way(content: Content, endpoint: Endpoint) -> str:
    """The name of a content's way to an endpoint."""
    way = f"{endpoint.origin} {content.name} {content.sha256}"
    return sha256(way.encode()).hexdigest()


def _new(plan: Plan, intent: Intent) -> JobRecord:
    contents = [file.content for file in plan.files]
    sent = [SentFile(str(absolute(each.path)), each.sha256) for each in contents]
    return JobRecord(
        key=plan.key,
        api=plan.endpoint.api.value,
        base=plan.endpoint.base,
        version=plan.endpoint.version,
        model=plan.wish.model,
        suffix=plan.wish.suffix,
        intent=intent,
        seen=Seen(method=plan.order("", "").method),
        training=sent[0],
        validation=sent[1] if plan.validation else None,
    )


def _job(table: dict[str, Any]) -> JobRecord | None:
    """The record in a table; None when this is none that can be followed."""
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        validation = table["validation"]
        record = JobRecord(
            **{
                **table,
                "intent": Intent(**table["intent"]),
                "training": SentFile(**table["training"]),
                "validation": SentFile(**validation) if validation else None,
                "told": tuple(table["told"]),
                "seen": Seen.read(table.get("seen", {})),
                "heard": tuple(map(Remark.read, table.get("heard", ()))),
            }
        )
        if is_typed(record, JobRecord) and record.endpoint.origin:
            return record
    return None


def _file(table: dict[str, Any]) -> FileRecord:
    """The record in a table; an empty one when this is none."""
    with suppress(KeyError, TypeError):
        stamp, upload = table["stamp"], table["upload"]
        record = FileRecord(
            table["id"],
            tuple(stamp) if stamp else None,
            Upload(**{**upload, "parts": tuple(upload["parts"])}) if upload else None,
        )
        if is_typed(record, FileRecord):
            return record
    return FileRecord()


def _tables(folder: Path) -> Iterator[dict[str, Any]]:
    for path in folder.glob("*.json"):
        yield _table(path)


def _table(path: Path) -> dict[str, Any]:
    with suppress(OSError, orjson.JSONDecodeError):
        table = orjson.loads(path.read_bytes())
        return table if isinstance(table, dict) else {}
    return {}


def _write(path: Path, table: dict[str, Any]) -> None:
    write_whole(path, orjson.dumps(table, option=orjson.OPT_INDENT_2, default=str))
