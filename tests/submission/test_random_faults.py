"""A hundred submissions to a service that fails at random: each ends in one job of its files."""

from pathlib import Path
from random import Random

import pytest

from submission.stage import APIS, datasets, scene
from tunelint.service import ServiceError

FAULTS = ("429%15", "500%10", "503%10", "drop%10", "drop-answer%15", "shuffle%30", "repeat%30")


@pytest.mark.parametrize("seed", range(100))
async def test_a_submission_is_one_job_of_files_sent_once(tmp_path: Path, seed: int) -> None:
    api = APIS[seed % len(APIS)]
    wish = datasets(tmp_path)
    async with scene(tmp_path, faults=FAULTS, chance=Random(seed)) as here:
        planned = here.plan(wish, api)
        try:
            job = await here.submit(planned)
        except ServiceError:
            here.rehearsal.faults.set([])
            job = await here.submit(planned)
        jobs, files = await here.there()
    assert [each.id for each in jobs] == [job.id]
    assert job.has_succeeded
    assert files == sorted(each.content.name for each in planned.files)
