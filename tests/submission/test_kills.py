"""Whenever the process ends, submitting again makes one job of files that were sent once."""

from itertools import count
from pathlib import Path

import pytest

from submission.stage import Killed, Life, Wire, datasets, scene

SMALL = 700


@pytest.mark.parametrize("api", ["v1", "dated"])
@pytest.mark.parametrize("in_parts", [False, True])
async def test_a_killed_submission_is_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, api: str, in_parts: bool
) -> None:
    if in_parts:
        monkeypatch.setattr("tunelint.service.fine_tuning.most_in_one_request", lambda _: SMALL)
        monkeypatch.setattr("tunelint.service.uploads.part_size", lambda: SMALL)
    wish = datasets(tmp_path)
    for moment in count():
        async with scene(tmp_path / str(moment)) as here:
            planned = here.plan(wish, api)
            try:
                job = await here.submit(planned, Life(moment))
            except Killed:
                _, there = await here.there()
                wire = Wire()
                job = await here.submit(planned, wire=wire)
                whole = "/complete" if in_parts else "/files"
                sent = [each for each in wire.sent if each.startswith("POST")]
                assert sum(each.endswith(whole) for each in sent) == 2 - len(there)
            else:
                assert moment > 20
                return
            jobs, files = await here.there()
            assert [each.id for each in jobs] == [job.id]
            assert job.has_succeeded
            assert files == sorted(each.content.name for each in planned.files)
