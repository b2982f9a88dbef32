"""Events are told once, in order; a job is followed to its end through trouble."""

import random
from typing import Any

import pytest

from service.conftest import Time
from service.stand_in import Fault, StandIn
from tunelint.service import FineTuning, NotFound, Update

JOB = "ftjob-1"


def event(number: int, at: int | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": f"e{number}",
        "object": "fine_tuning.job.event",
        "created_at": number if at is None else at,
        "level": "info",
        "message": f"Event {number}",
        "type": "message",
        **more,
    }


def youngest_first(numbers: range) -> list[dict[str, Any]]:
    return [event(number) for number in reversed(numbers)]


@pytest.fixture(autouse=True)
def job(service: StandIn) -> None:
    service.jobs[JOB] = {"id": JOB}


async def ids(client: FineTuning, known: set[str] | None = None) -> list[str]:
    return [each.id for each in await client.jobs.events(JOB, known or set())]


async def test_events_of_all_pages_are_in_order(azure_client: FineTuning, service: StandIn) -> None:
    service.events[JOB] = youngest_first(range(250))
    assert await ids(azure_client) == [f"e{number}" for number in range(250)]
    assert [request.query.get("after") for request in service.requests] == [None, "e150", "e50"]


async def test_only_new_events_are_told_and_old_pages_not_read(
    azure_client: FineTuning, service: StandIn
) -> None:
    service.events[JOB] = youngest_first(range(500))
    known = {f"e{number}" for number in range(450)}
    assert await ids(azure_client, known) == [f"e{number}" for number in range(450, 500)]
    assert len(service.requests) == 2


async def test_a_service_that_lists_the_oldest_first_is_read_to_its_end(
    azure_client: FineTuning, service: StandIn
) -> None:
    service.events[JOB] = [event(number) for number in range(250)]
    known = {f"e{number}" for number in range(245)}
    assert await ids(azure_client, known) == [f"e{number}" for number in range(245, 250)]


async def test_repeated_events_and_those_out_of_order_are_put_right(
    azure_client: FineTuning, service: StandIn
) -> None:
    events = youngest_first(range(60))
    shuffled = [*events, *events[:20]]
    random.Random(7).shuffle(shuffled)
    service.events[JOB] = shuffled
    assert await ids(azure_client) == [f"e{number}" for number in range(60)]


async def test_events_of_one_second_stay_in_order(
    azure_client: FineTuning, service: StandIn
) -> None:
    service.events[JOB] = [event(number, at=5) for number in reversed(range(9))]
    assert await ids(azure_client) == [f"e{number}" for number in range(9)]


async def test_events_without_names_are_told_apart(
    azure_client: FineTuning, service: StandIn
) -> None:
    nameless = [{**event(number), "id": None} for number in (2, 1, 1)]
    service.events[JOB] = nameless
    assert await ids(azure_client) == ["1 Event 1", "2 Event 2"]


async def followed(client: FineTuning) -> list[Update]:
    return [update async for update in client.follow(JOB)]


async def test_a_job_is_followed_to_its_end(
    azure_client: FineTuning, service: StandIn, time: Time
) -> None:
    service.job_statuses = ["validating_files", "queued", "queued", "queued", "running", "failed"]
    service.events[JOB] = youngest_first(range(3))
    updates = await followed(azure_client)
    assert [update.job.status for update in updates] == [
        *("validating_files", "queued", "running", "failed")
    ]
    assert [len(update.events) for update in updates] == [3, 0, 0, 0]
    assert time.slept == [1, 1, 1.5, 2.25, 1]


async def test_what_was_told_before_is_not_told_again(
    azure_client: FineTuning, service: StandIn
) -> None:
    service.job_statuses = ["succeeded"]
    service.events[JOB] = youngest_first(range(3))
    (update,) = [update async for update in azure_client.follow(JOB, {"e0", "e1"})]
    assert [each.id for each in update.events] == ["e2"]


async def test_trouble_is_told_and_does_not_end_it(
    azure_client: FineTuning, service: StandIn
) -> None:
    service.job_statuses = ["running", "succeeded"]
    service.faults["GET /fine_tuning/jobs/{id}/events"] = [
        Fault(200, body={"object": "list", "data": [], "has_more": False}),
        *[Fault(503)] * 7,
    ]
    updates = await followed(azure_client)
    assert [update.trouble is None for update in updates] == [True, False, True]
    assert [update.job.status for update in updates] == ["running", "running", "succeeded"]


async def test_a_job_that_is_not_there_is_told(azure_client: FineTuning) -> None:
    with pytest.raises(NotFound):
        _ = [update async for update in azure_client.follow("ftjob-9")]


async def test_a_service_that_was_never_there_is_told(
    azure_client: FineTuning, service: StandIn
) -> None:
    service.faults["GET /fine_tuning/jobs/{id}"] = [Fault(503)] * 99
    with pytest.raises(Exception, match="answers 503"):
        await followed(azure_client)
