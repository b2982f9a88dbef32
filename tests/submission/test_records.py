"""What is written down of jobs: read again later, by other versions, too."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from submission.stage import MODEL, datasets
from tunelint.service import Intent, Job, azure
from tunelint.submission import JobRecord, Records, Remark, Wish, plan
from tunelint.submission.lines import LinesSent, fingerprints
from tunelint.submission.records import SentFile
from tunelint.submission.seen import Seen

RECORD = JobRecord(
    key="key",
    api="azure",
    base="https://cats.openai.azure.com/openai/v1",
    version="",
    model="gpt-4.1",
    suffix="",
    intent=Intent(0, "intent"),
    training=SentFile("/data/train.jsonl", "ab" * 32),
    seen=Seen(method="supervised"),
)


def kept(folder: Path) -> Path:
    return folder / "jobs" / "intent.json"


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    job = Job.read({"id": "ftjob-1", "status": "succeeded", "result_files": ["file-2"]})
    remark = Remark(Path("/data/train.jsonl"), "ab" * 32, 2, None, "error", "Example 3")
    record = replace(RECORD.made(job), told=("a", "b"), heard=(remark,))
    records = Records(tmp_path)
    records.keep(record)
    assert [*records.jobs()] == [record]
    assert records.of_intent("intent") == record
    assert (record.seen.status, record.seen.method) == ("succeeded", "supervised")


def test_what_was_said_of_a_file_is_over_once_there_is_a_job(tmp_path: Path) -> None:
    remark = Remark(Path("/data/train.jsonl"), "ab" * 32, 2, None, "error", "Example 3")
    job = Job.read({"id": "ftjob-1", "status": "validating_files"})
    assert replace(RECORD, heard=(remark,)).made(job).heard == ()


def test_a_file_is_known_by_one_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    training = datasets(tmp_path).training
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    planned = plan(Wish(Path("../train.jsonl"), MODEL), azure(RECORD.endpoint.origin))
    wanted = Records(tmp_path / "state").wanted(planned, Intent(0))
    assert wanted.training.path == str(training)


def test_a_record_of_an_older_version_is_read(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.keep(RECORD)
    table = orjson.loads(kept(tmp_path).read_bytes())
    del table["seen"], table["heard"]
    kept(tmp_path).write_bytes(orjson.dumps(table))
    assert [*records.jobs()] == [replace(RECORD, seen=Seen())]


def test_what_a_later_version_saw_of_a_job_is_passed_over(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.keep(RECORD)
    table = orjson.loads(kept(tmp_path).read_bytes())
    table["seen"]["mood"] = "fine"
    kept(tmp_path).write_bytes(orjson.dumps(table))
    assert [*records.jobs()] == [RECORD]


def test_a_forgotten_job_is_not_written_down_again(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.keep(RECORD)
    records.lines.keep(RECORD.training.sha256, fingerprints([b"{}\n"]))
    records.forget(RECORD)
    records.renew(RECORD)
    assert [*records.jobs()] == []
    assert len(records.lines.of(RECORD.training.sha256)) == 0


def test_lines_are_known_again_whatever_their_ends(tmp_path: Path) -> None:
    lines = LinesSent(tmp_path)
    lines.keep("ab", fingerprints([b"{}\r\n", b"[]\n"]))
    assert lines.of("ab") == fingerprints([b"{}\n", b"[]"])
    assert len(lines.of("cd")) == 0
