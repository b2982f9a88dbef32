"""A job is made once, told in full, and steered."""

from collections.abc import Callable

import httpx
import pytest

from service.conftest import APIS, KEY, Client, Time, endpoint_of
from service.stand_in import Fault, StandIn
from tunelint.service import (
    Broken,
    FineTuning,
    Intent,
    Job,
    Order,
    Refused,
    ServiceError,
    Unanswered,
    api_key,
)
from tunelint.service.jobs import Step

CREATE = "POST /fine_tuning/jobs"
ORDER = Order("gpt-4.1-2025-04-14", "file-1", suffix="cats")


@pytest.fixture
def intent(time: Time) -> Intent:
    return Intent(time.seconds, "i1")


class Forgetful(httpx.AsyncBaseTransport):
    """A network that loses the answers to some requests after they were carried out."""

    def __init__(self, route: str, answers: int) -> None:
        self.route, self.answers = route, answers
        self.network = httpx.AsyncHTTPTransport(trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self.network.handle_async_request(request)
        if self.answers and self.route == f"{request.method} {request.url.path}":
            self.answers -= 1
            await response.aclose()
            raise httpx.ReadTimeout("timed out")
        return response

    async def aclose(self) -> None:
        await self.network.aclose()


@pytest.mark.parametrize("api", APIS)
async def test_a_time_out_never_leads_to_a_second_job(
    service: StandIn, time: Time, intent: Intent, api: str
) -> None:
    endpoint = endpoint_of(service, api)
    network = Forgetful(f"POST {httpx.URL(endpoint.url('fine_tuning', 'jobs')).path}", 1)
    credential = api_key(KEY, endpoint)
    async with FineTuning(endpoint, credential, clock=time.clock, transport=network) as client:
        job = await client.jobs.create(ORDER, intent)
    assert [*service.jobs] == [job.id]


LOST: list[Callable[[], Fault]] = [
    lambda: Fault(is_carried_out=True),
    lambda: Fault(504, is_carried_out=True),
    lambda: Fault(500, is_carried_out=True),
    lambda: Fault(200, body=b"<html>", is_carried_out=True),
    lambda: Fault(200, body={}, is_carried_out=True),
]


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("fault", LOST)
async def test_a_job_whose_answer_is_lost_is_found(
    client: Client, service: StandIn, intent: Intent, api: str, fault: Callable[[], Fault]
) -> None:
    service.faults[CREATE] = [fault()]
    job = await client(api).jobs.create(ORDER, intent)
    assert [*service.jobs] == [job.id]
    assert len(service.asked(CREATE)) == 1


async def test_a_job_may_be_listed_late(
    azure_client: FineTuning, service: StandIn, intent: Intent
) -> None:
    service.faults[CREATE] = [Fault(is_carried_out=True)]
    nothing = Fault(200, body={"object": "list", "data": [], "has_more": False})
    service.faults["GET /fine_tuning/jobs"] = [nothing] * 4
    job = await azure_client.jobs.create(ORDER, intent)
    assert [*service.jobs] == [job.id]


async def test_a_job_that_may_be_under_way_is_not_asked_for_again(
    azure_client: FineTuning, service: StandIn, intent: Intent
) -> None:
    service.faults[CREATE] = [Fault()]
    with pytest.raises(Unanswered, match=r"broke off\. There may be a job all the same"):
        await azure_client.jobs.create(ORDER, intent)
    assert len(service.asked(CREATE)) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_job_that_the_service_failed_to_make_is_asked_for_again(
    azure_client: FineTuning, service: StandIn, intent: Intent, status: int
) -> None:
    service.faults[CREATE] = [Fault(status)] * 2
    job = await azure_client.jobs.create(ORDER, intent)
    assert [*service.jobs] == [job.id]
    service.faults[CREATE] = [Fault(500)] * 99
    with pytest.raises(Broken):
        await azure_client.jobs.create(ORDER, Intent(intent.at, "i2"))


async def test_nobody_is_made_to_wait_for_hours_for_a_job(
    azure_client: FineTuning, service: StandIn, intent: Intent, time: Time
) -> None:
    service.faults[CREATE] = [Fault(503, {"Retry-After": "86400"})]
    with pytest.raises(Broken):
        await azure_client.jobs.create(ORDER, intent)
    assert time.slept == []


async def test_a_refused_job_is_told_in_the_service_s_words(
    azure_client: FineTuning, service: StandIn, intent: Intent
) -> None:
    service.faults[CREATE] = [Fault(400, body={"error": {"message": "No such model."}})]
    with pytest.raises(Refused, match=r"^No such model\.$"):
        await azure_client.jobs.create(ORDER, intent)


async def test_when_the_jobs_can_t_be_listed_none_is_made(
    azure_client: FineTuning, service: StandIn, intent: Intent
) -> None:
    service.faults["GET /fine_tuning/jobs"] = [Fault(500)] * 99
    with pytest.raises(ServiceError):
        await azure_client.jobs.create(ORDER, intent)
    assert service.asked(CREATE) == []


@pytest.mark.parametrize("api", APIS)
async def test_the_same_intent_is_one_job_and_another_one_a_second(
    client: Client, service: StandIn, time: Time, intent: Intent, api: str
) -> None:
    first = await client(api).jobs.create(ORDER, intent)
    assert await client(api).jobs.create(ORDER, intent) == first
    second = await client(api).jobs.create(ORDER, Intent(time.seconds))
    assert [*service.jobs] == [first.id, second.id]


async def test_a_job_with_a_seed_of_ones_own_can_be_made_again_later(
    client: Client, service: StandIn, time: Time, intent: Intent
) -> None:
    order = Order("m", "file-1", seed=42)
    await client("dated").jobs.create(order, intent)
    time.seconds += 3_600
    await client("dated").jobs.create(order, Intent(time.seconds))
    assert len(service.jobs) == 2


async def test_a_mark_that_the_service_forgets_is_made_up_for(
    azure_client: FineTuning, service: StandIn, intent: Intent
) -> None:
    service.forgets = ("metadata", "suffix")
    first = await azure_client.jobs.create(ORDER, intent)
    assert await azure_client.jobs.create(ORDER, intent) == first
    await azure_client.jobs.create(Order("m", "file-2"), intent)
    assert len(service.jobs) == 2


async def test_a_job_is_found_behind_many_younger_ones(
    azure_client: FineTuning, service: StandIn, intent: Intent
) -> None:
    first = await azure_client.jobs.create(ORDER, intent)
    for number in range(150):
        name = f"ftjob-x{number}"
        other = {"id": name, "training_file": "file-9", "created_at": intent.at}
        service.jobs[name] = other
    assert await azure_client.jobs.find(ORDER, intent) == first


async def test_a_job_is_found_behind_others_whose_times_are_not_told(
    azure_client: FineTuning, service: StandIn, intent: Intent
) -> None:
    first = await azure_client.jobs.create(ORDER, intent)
    for number in range(150):
        service.jobs[f"ftjob-x{number}"] = {"id": f"ftjob-x{number}", "training_file": "file-9"}
    assert await azure_client.jobs.find(ORDER, intent) == first


async def test_old_pages_of_jobs_are_not_read_for_a_young_one(
    azure_client: FineTuning, service: StandIn, intent: Intent
) -> None:
    for number in range(500):
        service.jobs[f"ftjob-{number}"] = {"id": f"ftjob-{number}", "created_at": 1}
    assert await azure_client.jobs.find(ORDER, intent) is None
    assert len(service.requests) == 1
    assert len([job async for job in azure_client.jobs.all()]) == 500


@pytest.mark.parametrize(
    ("step", "status"), [("cancel", "cancelled"), ("pause", "pausing"), ("resume", "resuming")]
)
async def test_a_job_is_steered_with_an_empty_object(
    azure_client: FineTuning, service: StandIn, step: Step, status: str
) -> None:
    service.jobs["ftjob-1"] = {"id": "ftjob-1", "status": "running"}
    route = f"POST /fine_tuning/jobs/{{id}}/{step}"
    service.faults[route] = [Fault(is_carried_out=True)]
    assert (await azure_client.jobs.steer("ftjob-1", step)).status == status
    assert [request.body for request in service.asked(route)] == [b"{}", b"{}"]


async def test_a_job_that_has_ended_can_t_be_cancelled(
    azure_client: FineTuning, service: StandIn
) -> None:
    service.jobs["ftjob-1"] = {"id": "ftjob-1"}
    service.job_statuses = ["succeeded"]
    ended = Fault(400, body={"error": {"message": "Job has already completed."}})
    service.faults["POST /fine_tuning/jobs/{id}/cancel"] = [ended]
    with pytest.raises(Refused, match="already completed"):
        await azure_client.jobs.steer("ftjob-1", "cancel")


def test_an_unknown_status_is_kept_and_does_not_end_a_job() -> None:
    job = Job.read({"id": "ftjob-1", "status": "warming_up"})
    assert job.status == "warming_up"
    assert not job.has_ended
