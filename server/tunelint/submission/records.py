"""What is remembered of submissions, so that they go on after a break. Nothing secret is in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import Any

import orjson
from platformdirs import user_state_path

from tunelint.service import Api, Endpoint, Intent, Upload
from tunelint.submission.contents import Content, Stamp
from tunelint.submission.plan import Plan

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

    `ended` is the status that it ended in, empty until that was told.
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

    @property
    def endpoint(self) -> Endpoint:
        """Where the job is."""
        return Endpoint(Api(self.api), self.base, self.version)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file on its way. `stamp` is how it stood on the disk when it was begun to be sent."""

    id: str = ""
    stamp: Stamp | None = None
    upload: Upload | None = None


class Records:
    """The records in a folder of the user's. Each is written in one step."""

    def __init__(self, folder: Path | None = None) -> None:
        root = folder or user_state_path("tunelint", appauthor=False)
        self._jobs, self._files = root / "jobs", root / "files"

    def wanted(self, plan: Plan, now: float) -> JobRecord:
        """The record of a job that is still wanted: the one there is, or a new one, kept.

        A job whose end was told is not wanted any more: the same plan means another one then.
        """
        open_ones = (each for each in self.jobs() if each.key == plan.key and not each.ended)
        record = next(open_ones, None)
        if record is None:
            record = _new(plan, now)
            self.keep(record)
        return record

    def jobs(self) -> Iterator[JobRecord]:
        """All jobs, the youngest first."""
        records = filter(None, map(_job, _tables(self._jobs)))
        yield from sorted(records, key=lambda record: record.intent.at, reverse=True)

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
        _write(self._jobs / f"{record.intent.id}.json", asdict(record))

    def file(self, content: Content, endpoint: Endpoint) -> FileRecord:
        """What is known of a content's way to an endpoint."""
        table = _table(self._file(content, endpoint))
        with suppress(KeyError, TypeError):
            return _file(table)
        return FileRecord()

    def keep_file(self, content: Content, endpoint: Endpoint, record: FileRecord) -> None:
        """Write down how far a content is on its way to an endpoint."""
        _write(self._file(content, endpoint), asdict(record))

    def _file(self, content: Content, endpoint: Endpoint) -> Path:
        place = f"{endpoint.origin} {content.name} {content.sha256}"
        return self._files / f"{sha256(place.encode()).hexdigest()}.json"


def _new(plan: Plan, now: float) -> JobRecord:
    sent = [SentFile(str(each.content.path.absolute()), each.content.sha256) for each in plan.files]
    return JobRecord(
        key=plan.key,
        api=plan.endpoint.api.value,
        base=plan.endpoint.base,
        version=plan.endpoint.version,
        model=plan.wish.model,
        suffix=plan.wish.suffix,
        intent=Intent(now),
        training=sent[0],
        validation=sent[1] if plan.validation else None,
    )


def _job(table: dict[str, Any]) -> JobRecord | None:
    """The record in a table; None when this is none that can be followed."""
    with suppress(KeyError, TypeError):
        validation = table["validation"]
        return JobRecord(
            **{
                **table,
                "intent": Intent(**table["intent"]),
                "training": SentFile(**table["training"]),
                "validation": SentFile(**validation) if validation else None,
                "told": tuple(table["told"]),
            }
        )
    return None


def _file(table: dict[str, Any]) -> FileRecord:
    stamp, upload = table["stamp"], table["upload"]
    return FileRecord(
        table["id"],
        tuple(stamp) if stamp else None,
        Upload(**{**upload, "parts": tuple(upload["parts"])}) if upload else None,
    )


def _tables(folder: Path) -> Iterator[dict[str, Any]]:
    for path in folder.glob("*.json"):
        yield _table(path)


def _table(path: Path) -> dict[str, Any]:
    with suppress(OSError, orjson.JSONDecodeError):
        table = orjson.loads(path.read_bytes())
        return table if isinstance(table, dict) else {}
    return {}


def _write(path: Path, table: dict[str, Any]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(orjson.dumps(table, option=orjson.OPT_INDENT_2))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
