"""Whatever fails on the way, a submission that is tried again ends in one job of one file."""

import random
from collections import defaultdict
from pathlib import Path

import pytest

from service.conftest import APIS, Client
from service.stand_in import Fault, StandIn
from tunelint.service import FineTuning, Intent, Job, Order, ServiceError

FAULTS = [
    Fault(429, {"Retry-After": "2"}),
    Fault(500),
    Fault(503, {"retry-after-ms": "10"}),
    Fault(504),
    Fault(),
    Fault(is_carried_out=True),
    Fault(500, is_carried_out=True),
    Fault(200, {"Content-Length": "99"}, b"{", is_carried_out=True),
]


class RandomFaults(defaultdict[str, list[Fault]]):
    """Faults for a third of all requests."""

    def __init__(self, seed: int) -> None:
        super().__init__(list)
        self.random = random.Random(seed)

    def __getitem__(self, route: str) -> list[Fault]:
        faults = super().__getitem__(route)
        if not faults and self.random.random() < 1 / 3:
            faults.append(self.random.choice(FAULTS))
        return faults


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("seed", range(34))
async def test_a_submission_is_one_job_of_one_file(
    client: Client, service: StandIn, tmp_path: Path, api: str, seed: int
) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text("{}\n")
    intent = Intent(service.now())
    service.faults = RandomFaults(seed)
    try:
        job = await submitted(client(api), path, intent)
    except ServiceError:
        service.faults = defaultdict(list)
        job = await submitted(client(api), path, intent)
    assert [*service.jobs] == [job.id]
    assert [*service.files] == [job.training_file]


async def submitted(client: FineTuning, path: Path, intent: Intent) -> Job:
    file = await client.files.find("train.jsonl", path.stat().st_size)
    file = file or (await client.send(path, "train.jsonl")).file
    await client.files.processed(file.id)
    return await client.jobs.create(Order("m", file.id), intent)
