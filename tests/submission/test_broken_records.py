"""A record that somebody wrote nonsense into is as if it were not there, and spoils no other."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from submission.stage import datasets
from tunelint.service import Intent, Upload, azure
from tunelint.submission import Plan, Records, plan
from tunelint.submission.records import FileRecord

ENDPOINT = azure("https://cats.openai.azure.com")
NONSENSE: tuple[object, ...] = (5, -1.5, "nonsense", [], ["a"], [1, 2], {}, {"a": 1}, True)


@pytest.fixture
def planned(tmp_path: Path) -> Plan:
    return plan(datasets(tmp_path), ENDPOINT)


def spoilt(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The table with nonsense in one place after the other, or with nothing there."""
    for key, value in table.items():
        yield {name: table[name] for name in table if name != key}
        yield from ({**table, key: nonsense} for nonsense in NONSENSE)
        if isinstance(value, dict):
            yield from ({**table, key: inner} for inner in spoilt(value))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\x00", b'{"intent": 1}'])
def test_what_is_no_record_is_passed_over(tmp_path: Path, planned: Plan, content: bytes) -> None:
    records = Records(tmp_path / "state")
    kept = records.wanted(planned, Intent(1.0))
    records.keep(kept)
    (tmp_path / "state" / "jobs" / "other.json").write_bytes(content)
    assert [*records.jobs()] == [kept]


def test_a_job_with_nonsense_in_it_spoils_no_other(tmp_path: Path, planned: Plan) -> None:
    records = Records(tmp_path / "state")
    kept = records.wanted(planned, Intent(1.0))
    records.keep(kept)
    (file,) = (tmp_path / "state" / "jobs").iterdir()
    other = file.with_name("other.json")
    for table in spoilt(json.loads(file.read_bytes())):
        other.write_text(json.dumps(table))
        found = [*records.jobs()]
        assert kept in found
        assert all(each.endpoint.title for each in found)


def test_a_file_with_nonsense_in_it_is_as_if_nothing_was_known(
    tmp_path: Path, planned: Plan
) -> None:
    records, content = Records(tmp_path / "state"), planned.training.content
    upload = Upload("upload-1", "https://cats", "train", 9, "", 5, 1.0, None, ("part-1",))
    known = FileRecord("file-1", content.stamp, upload)
    records.keep_file(content, ENDPOINT, known)
    assert records.file(content, ENDPOINT) == known
    (file,) = (tmp_path / "state" / "files").iterdir()
    for table in spoilt(json.loads(file.read_bytes())):
        file.write_text(json.dumps(table))
        found = records.file(content, ENDPOINT)
        assert isinstance(found.id, str)
        assert found.stamp is None or len(found.stamp) == 3
        assert found.upload is None or isinstance(found.upload.sent, int)
