"""What a service says of lines becomes remarks on the lines of the file that was sent."""

from pathlib import Path

import pytest

from submission.stage import chat, datasets, scene, write
from tunelint.service import Event, FileRejected, Intent, Job
from tunelint.submission import (
    Content,
    ContentRejected,
    JobRecord,
    Records,
    follow,
    remarks,
    remarks_on_rejection,
    submit,
)
from tunelint.submission.records import SentFile

SKIPPED = (
    "Training file: Preprocessing Summary: 3 examples were skipped. Details - Samples of lines per "
    "error type: inaccessible URL: Line numbers --> 2, 4, 7"
)


def record(folder: Path) -> JobRecord:
    wish = datasets(folder)
    assert wish.validation
    return JobRecord(
        key="key",
        api="azure",
        base="https://cats.openai.azure.com/openai/v1",
        version="",
        model=wish.model,
        suffix="",
        intent=Intent(0),
        training=sent(wish.training),
        validation=sent(wish.validation),
    )


def sent(path: Path) -> SentFile:
    return SentFile(str(path), Content.read(path).sha256)


def failed(message: str, param: str = "training_file") -> Job:
    error = {"code": "invalid", "message": message, "param": param}
    return Job.read({"id": "ftjob-1", "status": "failed", "error": error})


def warned(message: str) -> Event:
    return Event.read({"id": "1", "level": "warn", "message": message})


def test_an_error_that_names_an_example_is_a_remark_on_its_line(tmp_path: Path) -> None:
    message = (
        "Invalid file format. Example 3 cannot be parsed. Error: line contains invalid json: "
        "Expecting ',' delimiter: line 1 column 79 (char 78) (line 3)"
    )
    (remark,) = remarks(record(tmp_path), failed(message))
    assert (remark.path.name, remark.row, remark.column) == ("train.jsonl", 2, 78)
    assert remark.level == "error"
    assert remark.is_current


def test_an_error_of_the_validation_file_is_one_of_its_lines(tmp_path: Path) -> None:
    message = "Example 1 contains an extra key."
    for job in (
        failed(message, "validation_file"),
        failed(f"Validation file: {message}", ""),
        failed(f"The job failed due to an invalid validation file. {message}", ""),
    ):
        assert [each.path.name for each in remarks(record(tmp_path), job)] == ["valid.jsonl"]


def test_what_is_said_while_the_training_file_is_validated_is_of_that(tmp_path: Path) -> None:
    event = warned("Validation of the training file failed. Example 2 is missing a key.")
    assert [each.path.name for each in remarks(record(tmp_path), failed(""), [event])] == [
        "train.jsonl"
    ]


@pytest.mark.parametrize("example", ["Example 0", "Example 0, message 1", f"Example {'9' * 5000}"])
def test_an_example_that_can_not_be_leads_to_no_line(tmp_path: Path, example: str) -> None:
    (remark,) = remarks(record(tmp_path), failed(f"{example}: line 1 column 0."))
    assert remark.row is None or remark.row > 12
    assert remark.column is None


def test_an_event_that_lists_lines_is_a_remark_on_each_and_said_once(tmp_path: Path) -> None:
    found = remarks(record(tmp_path), failed(""), [warned(SKIPPED), warned(SKIPPED)])
    assert [(each.row, each.level, each.text) for each in found] == [
        (row, "warning", "inaccessible URL") for row in (1, 3, 6)
    ]


def test_events_that_name_no_line_are_no_remarks(tmp_path: Path) -> None:
    assert remarks(record(tmp_path), failed(""), [warned("Nothing is trained.")]) == ()


def test_a_remark_on_what_has_changed_since_says_so(tmp_path: Path) -> None:
    said = record(tmp_path)
    write(Path(said.training.path), [chat("Something else")])
    (remark,) = remarks(said, failed("Example 3 is missing key 'messages'."))
    assert not remark.is_current


def test_a_file_that_was_not_processed_is_a_remark(tmp_path: Path) -> None:
    content = Content.read(datasets(tmp_path).training)
    error = ContentRejected(FileRejected("Example 2 is missing key 'messages'."), content)
    assert [(each.path, each.row) for each in remarks_on_rejection(error)] == [(content.path, 1)]


async def test_what_the_rehearsal_says_of_a_bad_file_leads_to_its_line(tmp_path: Path) -> None:
    wish = datasets(tmp_path)
    write(wish.training, [*(chat(str(number)) for number in range(12)), chat("Hello", "usr")])
    (tmp_path / "tunelint.toml").write_text('ignore = ["unknown-role"]\n')
    events: list[Event] = []
    async with scene(tmp_path) as here, here.service() as service:
        records = Records(here.folder)
        done = await submit(here.plan(wish), service, records, Intent(here.time()))
        async for update in follow(service, done.record, records):
            job = update.job
            events += update.events
    assert job.status == "failed"
    assert {(each.path.name, each.row) for each in remarks(done.record, job, events)} == {
        ("train.jsonl", 12)
    }


def test_a_record_that_is_broken_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir()
    for name, text in (("a", "{"), ("b", "[]"), ("c", "{}"), ("d", '{"intent": 1}')):
        (tmp_path / "jobs" / f"{name}.json").write_text(text)
    assert [*Records(tmp_path).jobs()] == []
