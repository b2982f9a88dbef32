"""Records are read whatever is missing, added or of another type."""

import base64
from typing import Any

import pytest

from service.conftest import Client
from service.stand_in import StandIn
from tunelint.service import Checkpoint, Event, FineTuning, Job, JobError, Metrics, ServiceFile
from tunelint.service.metrics import read_results

ODD: list[Any] = [None, 7, -1.5, True, "text", [], [None], {}, {"a": {}}, 1e400]


@pytest.mark.parametrize("record", [ServiceFile, Job, Event, Checkpoint])
@pytest.mark.parametrize("value", ODD)
def test_no_value_of_a_field_breaks_a_record(record: Any, value: Any) -> None:
    fields = (
        *("id", "status", "bytes", "created_at", "error", "metadata", "method", "seed"),
        *("result_files", "metrics", "data", "message", "level", "filename", "step_number"),
    )
    record.read({})
    for name in fields:
        record.read({name: value})


def test_a_job_is_read_in_the_spelling_of_either_api() -> None:
    v1 = {"user_provided_suffix": "cats", "error": {"code": None, "message": None}}
    dated = {"suffix": "cats", "error": {"code": "x", "message": "No.", "param": "training_file"}}
    assert (Job.read(v1).suffix, Job.read(dated).suffix) == ("cats", "cats")
    assert Job.read(v1).error is None
    assert Job.read(dated).error == JobError("x", "No.", "training_file")


@pytest.mark.parametrize("told", [-1, 1_795_000_000_000, 1e300, "soon"])
def test_what_is_no_date_is_as_if_not_told(told: Any) -> None:
    job = Job.read({"created_at": told, "finished_at": told})
    assert (job.created_at, job.finished_at) == (0, None)


def test_no_text_gives_orders_to_a_terminal() -> None:
    event = Event.read({"message": "\x1b[2JStep 1\x07\n\tdone\x9b5m \u00e9"})
    assert event.message == "[2JStep 1\n\tdone5m \u00e9"


@pytest.mark.parametrize("status", ["succeeded", "failed", "cancelled"])
def test_a_job_ends_in_three_ways(status: str) -> None:
    job = Job.read({"status": status})
    assert job.has_ended
    assert job.has_succeeded == (status == "succeeded")


@pytest.mark.parametrize(
    ("told", "level"), [("warn", "warning"), ("warning", "warning"), ("x", "x")]
)
def test_levels_are_spelled_alike(told: str, level: str) -> None:
    assert Event.read({"level": told}).level == level


def test_an_event_tells_of_a_step() -> None:
    data = {"step": 10, "train_loss": 1.25, "train_mean_token_accuracy": 0.5, "total_steps": 90}
    event = Event.read({"id": "e", "type": "metrics", "data": data})
    assert event.metrics == Metrics(10, train_loss=1.25, train_accuracy=0.5)
    assert Event.read({"id": "e", "data": {}}).metrics is None


NEW = "step,train_loss,train_mean_token_accuracy,valid_loss,valid_mean_token_accuracy\n"
RESULTS = [
    (f"{NEW}1,2.5,0.5,,\n2,2.25,0.6,3.0,0.4\n", "today"),
    (f"{NEW}1,2.5,0.5,,\n2,2.25,0.6,3.0,0.4\n".replace("\n", "\r\n"), "line ends of Windows"),
    ("\ufeff" + NEW + "1,2.5,0.5,nan,nan\n2,2.25,0.6,3.0,0.4\n,,,,\n", "a mark of byte order"),
    (
        "valid_loss,step,train_loss,train_accuracy,validation_mean_token_accuracy,more\n"
        ",1,2.5,0.5,,x\n3.0,2,2.25,0.6,0.4,y\n",
        "another order, other names, more of them",
    ),
]


@pytest.mark.parametrize(
    "content", [text for text, _ in RESULTS], ids=[name for _, name in RESULTS]
)
def test_results_are_read_by_their_header(content: str) -> None:
    expected = (
        Metrics(1, train_loss=2.5, train_accuracy=0.5),
        Metrics(2, train_loss=2.25, train_accuracy=0.6, valid_loss=3.0, valid_accuracy=0.4),
    )
    assert read_results(content.encode()) == expected
    assert read_results(base64.b64encode(content.encode())) == expected


@pytest.mark.parametrize("content", [b"", b"\n", b"no results", b"a,b\n1,2\n", b"step,\n1\n,,,,\n"])
def test_what_holds_no_results_has_none(content: bytes) -> None:
    assert all(metrics.train_loss is None for metrics in read_results(content))


async def test_results_and_checkpoints_are_in_order(
    azure_client: FineTuning, service: StandIn
) -> None:
    service.contents["file-1"] = b"step,full_valid_loss\n2,1.5\n1,2.5\n"
    job = Job.read({"id": "ftjob-1", "result_files": ["file-1"]})
    results = await azure_client.jobs.results(job)
    assert results == (Metrics(1, full_valid_loss=2.5), Metrics(2, full_valid_loss=1.5))
    service.jobs["ftjob-1"] = {"id": "ftjob-1"}
    service.checkpoints["ftjob-1"] = [
        {
            "id": f"c{step}",
            "step_number": step,
            "fine_tuned_model_checkpoint": f"ft:m:{step}",
            "metrics": {"step": step, "full_valid_mean_token_accuracy": 0.5},
        }
        for step in range(150, 0, -1)
    ]
    checkpoints = await azure_client.jobs.checkpoints("ftjob-1")
    assert [checkpoint.step for checkpoint in checkpoints] == [*range(1, 151)]
    assert checkpoints[0].model == "ft:m:1"
    assert checkpoints[0].metrics.full_valid_accuracy == 0.5


async def test_a_job_is_read_from_its_service(client: Client, service: StandIn) -> None:
    service.jobs["ftjob-1"] = {"id": "ftjob-1", "fine_tuned_model": "ft:m"}
    job = await client("dated").jobs.get("ftjob-1")
    assert (job.tuned_model, job.status) == ("ft:m", "running")
